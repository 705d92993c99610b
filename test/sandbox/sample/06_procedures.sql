USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
-- Every kind of default, and comments that look like one.
CREATE PROCEDURE dbo.usp_DefaultsOfEveryKind
    @required int, -- no default: = 5 is only said here
    @number int = 42,
    @negative int = -7 /* = 8 */,
    @spaced decimal(10, 2)   =   1.50,
    @scientific float = 1.5e-3,
    @money money = $12.34,
    @flag bit = 1,
    @text varchar(50) = 'it''s, "quoted" -- not a comment',
    @unicode nvarchar(50) = N'naïve 日本語 /* not a comment */',
    @word varchar(20) = bareword,
    @nothing nvarchar(max) = NULL,
    @day date = '2024-02-29',
    @moment datetime2(7) = '2024-02-29T12:34:56.7891234',
    @bytes varbinary(8) = 0xDEADBEEF,
    @id uniqueidentifier = '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    @phone dbo.PhoneNumber = '+49 30 1',
    @named sysname = N'[a]]b]',
    @list AS varchar(100) = 'a,b,c', @out int = 3 OUTPUT
AS -- @late int = 9
BEGIN
    SET NOCOUNT ON;
    SET @out = @out + @required;
    SELECT @required AS [required], @number AS number, @negative AS negative, @spaced AS spaced, @scientific AS scientific, @money AS [money], @flag AS flag,
        @text AS [text], @unicode AS [unicode], @word AS word, @nothing AS nothing, @day AS [day], @moment AS moment, @bytes AS bytes, @id AS id, @phone AS phone,
        @named AS named, @list AS list, @out AS [out];
END;
GO
CREATE PROCEDURE dbo.usp_NoParameters
AS
SELECT DB_NAME() AS database_name, 1 AS one;
GO
CREATE PROCEDURE dbo.usp_OutputParameters
(
    @left int,
    @right int = 10,
    @sum int OUTPUT,
    @product decimal(38, 10) = NULL OUT,
    @text nvarchar(max) = N'start' OUTPUT,
    @at datetime2(7) = NULL OUTPUT
)
AS
BEGIN
    SET NOCOUNT ON;
    SET @sum = @left + @right;
    SET @product = CONVERT(decimal(38, 10), @left) * @right / 3;
    SET @text = CONCAT(@text, N' → ', @sum);
    SET @at = '2024-05-06T07:08:09.1234567';
    SELECT @left AS [left], @right AS [right];
    RETURN @left - @right;
END;
GO
CREATE PROCEDURE dbo.usp_ReturnValue
    @code int = 0
AS
RETURN @code;
GO
CREATE PROCEDURE dbo.usp_ResultShapes
    @with_empty bit = 1
AS
BEGIN
    SELECT TOP (3) ProductId, Sku, Name, ListPrice FROM catalog.Product ORDER BY ProductId;
    SELECT 1, 2 AS same, N'three' AS same, CAST(NULL AS decimal(38, 10)) AS nothing;
    IF @with_empty = 1
        SELECT OrderId, OrderDate FROM sales.SalesOrder WHERE 1 = 0;
    SELECT CONVERT(sql_variant, 1.5) AS variant, CONVERT(xml, '<a/>') AS document, CONVERT(varbinary(max), 0x0102) AS bytes;
END;
GO
CREATE PROCEDURE dbo.usp_Messages
    @fail bit = 0
AS
BEGIN
    SET NOCOUNT ON;
    PRINT 'plain print';
    PRINT N'Ünïcode ' + CONVERT(nvarchar(10), 1.50);
    RAISERROR ('severity zero, %s and %d', 0, 1, N'text', 42);
    RAISERROR (N'informational', 10, 2) WITH NOWAIT;
    RAISERROR (N'warning of severity nine', 9, 3);
    SELECT 'between messages' AS note;
    IF @fail = 1
        RAISERROR (N'user error %i of %05d: %x', 16, 7, 1, 42, 255);
    PRINT 'last print';
END;
GO
CREATE PROCEDURE dbo.usp_Throw
    @number int = 51000,
    @message nvarchar(2048) = N'thrown on purpose',
    @state tinyint = 3
AS
BEGIN
    SET NOCOUNT ON;
    SELECT 1 AS before_throw;
    THROW @number, @message, @state;
    SELECT 2 AS never_reached;
END;
GO
CREATE PROCEDURE dbo.usp_ErrorInside
AS
BEGIN
    SET NOCOUNT ON;
    EXEC dbo.usp_Throw @number = 52000, @message = N'from the inner procedure';
END;
GO
CREATE PROCEDURE dbo.usp_ResultAfterError
    @divisor int = 0
AS
BEGIN
    SELECT 'before' AS position;
    SELECT 10 / @divisor AS quotient;
    SELECT 'after' AS position, @@ERROR AS last_error;
END;
GO
CREATE PROCEDURE inventory.usp_TransferStock
    @product_id int,
    @from_warehouse tinyint,
    @to_warehouse tinyint,
    @quantity decimal(12, 3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    BEGIN TRY
        BEGIN TRANSACTION;
        UPDATE inventory.Stock SET Quantity = Quantity - @quantity WHERE WarehouseId = @from_warehouse AND ProductId = @product_id;
        IF @@ROWCOUNT = 0
            THROW 50010, N'The product is not in stock in the first warehouse.', 1;
        UPDATE inventory.Stock SET Quantity = Quantity + @quantity WHERE WarehouseId = @to_warehouse AND ProductId = @product_id;
        IF @@ROWCOUNT = 0
            INSERT INTO inventory.Stock (WarehouseId, ProductId, Quantity) VALUES (@to_warehouse, @product_id, @quantity);
        COMMIT TRANSACTION;
    END TRY
    BEGIN CATCH
        IF XACT_STATE() <> 0
            ROLLBACK TRANSACTION;
        SELECT ERROR_NUMBER() AS error_number, ERROR_SEVERITY() AS error_severity, ERROR_STATE() AS error_state, ERROR_PROCEDURE() AS error_procedure,
            ERROR_LINE() AS error_line, ERROR_MESSAGE() AS error_message;
        RETURN 1;
    END CATCH;
    SELECT WarehouseId, Quantity FROM inventory.Stock WHERE ProductId = @product_id ORDER BY WarehouseId;
    RETURN 0;
END;
GO
CREATE PROCEDURE sales.usp_CreateOrder
    @customer_id int,
    @lines sales.OrderLineList READONLY,
    @order_date datetime2(3) = NULL,
    @comment nvarchar(400) = NULL,
    @order_id int OUTPUT,
    @total decimal(19, 4) = NULL OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    IF NOT EXISTS (SELECT * FROM @lines)
    BEGIN
        RAISERROR (N'An order needs at least one line.', 16, 1);
        RETURN -1;
    END;
    BEGIN TRY
        BEGIN TRANSACTION;
        INSERT INTO sales.SalesOrder (CustomerId, OrderDate, Comment) VALUES (@customer_id, ISNULL(@order_date, SYSUTCDATETIME()), @comment);
        SET @order_id = SCOPE_IDENTITY();
        INSERT INTO sales.SalesOrderLine (OrderId, LineNumber, ProductId, Quantity, UnitPrice)
        SELECT @order_id, l.LineNumber, l.ProductId, l.Quantity, COALESCE(l.UnitPrice, p.ListPrice)
        FROM @lines AS l
        INNER JOIN catalog.Product AS p ON p.ProductId = l.ProductId;
        SELECT @total = SUM(LineTotal) FROM sales.SalesOrderLine WHERE OrderId = @order_id;
        COMMIT TRANSACTION;
    END TRY
    BEGIN CATCH
        IF @@TRANCOUNT > 0
            ROLLBACK TRANSACTION;
        THROW;
    END CATCH;
    SELECT OrderId, LineNumber, ProductId, Quantity, UnitPrice, LineTotal FROM sales.SalesOrderLine WHERE OrderId = @order_id ORDER BY LineNumber;
    RETURN 0;
END;
GO
-- A quote for an order that is not made: everything that a procedure can give back.
CREATE PROCEDURE sales.usp_QuoteOrder
    @customer_id int,
    @lines sales.OrderLineList READONLY,
    @currency char(3) = 'EUR',
    @discount_percent decimal(5, 2) = 2.50,
    @total decimal(19, 4) = NULL OUTPUT,
    @valid_until date = '2030-12-31' OUTPUT,
    @remark nvarchar(200) = N'Prices without VAT' OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @count int = (SELECT COUNT(*) FROM @lines);
    PRINT CONCAT(N'Quote for customer ', @customer_id, N' in ', @currency);
    SELECT l.LineNumber, p.Name, l.Quantity, COALESCE(l.UnitPrice, p.ListPrice) AS UnitPrice
    FROM @lines AS l
    INNER JOIN catalog.Product AS p ON p.ProductId = l.ProductId
    ORDER BY l.LineNumber;
    SELECT @total = SUM(CONVERT(decimal(19, 4), l.Quantity * COALESCE(l.UnitPrice, p.ListPrice) * (100 - @discount_percent) / 100))
    FROM @lines AS l
    INNER JOIN catalog.Product AS p ON p.ProductId = l.ProductId;
    SELECT @count AS LineCount, @discount_percent AS DiscountPercent, @total AS Total;
    SET @remark = CONCAT(@remark, N', discount ', @discount_percent, N' %');
    RAISERROR (N'%d lines quoted', 0, 1, @count) WITH NOWAIT;
    RETURN @count;
END;
GO
CREATE PROCEDURE dbo.usp_EchoTable
    @rows dbo.MixedList READONLY,
    @ids dbo.IdList READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SELECT RowId, Big, Amount, Name, Code, At, Flag, Uid, Payload FROM @rows ORDER BY RowId;
    SELECT Id FROM @ids ORDER BY Id;
    SELECT COUNT(*) AS row_count, SUM(Amount) AS amount FROM @rows;
END;
GO
CREATE PROCEDURE dbo.usp_EchoTypes
    @c_bit bit = NULL,
    @c_tinyint tinyint = NULL,
    @c_smallint smallint = NULL,
    @c_int int = NULL,
    @c_bigint bigint = NULL,
    @c_decimal decimal(38, 10) = NULL,
    @c_numeric numeric(18, 0) = NULL,
    @c_money money = NULL,
    @c_smallmoney smallmoney = NULL,
    @c_real real = NULL,
    @c_float float = NULL,
    @c_date date = NULL,
    @c_time time(7) = NULL,
    @c_datetime datetime = NULL,
    @c_smalldatetime smalldatetime = NULL,
    @c_datetime2 datetime2(7) = NULL,
    @c_datetimeoffset datetimeoffset(7) = NULL,
    @c_char char(10) = NULL,
    @c_varchar varchar(50) = NULL,
    @c_varchar_max varchar(max) = NULL,
    @c_nchar nchar(10) = NULL,
    @c_nvarchar nvarchar(50) = NULL,
    @c_nvarchar_max nvarchar(max) = NULL,
    @c_binary binary(8) = NULL,
    @c_varbinary varbinary(50) = NULL,
    @c_varbinary_max varbinary(max) = NULL,
    @c_uniqueidentifier uniqueidentifier = NULL,
    @c_xml xml = NULL,
    @c_sql_variant sql_variant = NULL
AS
SELECT @c_bit AS c_bit, @c_tinyint AS c_tinyint, @c_smallint AS c_smallint, @c_int AS c_int, @c_bigint AS c_bigint, @c_decimal AS c_decimal, @c_numeric AS c_numeric,
    @c_money AS c_money, @c_smallmoney AS c_smallmoney, @c_real AS c_real, @c_float AS c_float, @c_date AS c_date, @c_time AS c_time, @c_datetime AS c_datetime,
    @c_smalldatetime AS c_smalldatetime, @c_datetime2 AS c_datetime2, @c_datetimeoffset AS c_datetimeoffset, @c_char AS c_char, @c_varchar AS c_varchar,
    @c_varchar_max AS c_varchar_max, @c_nchar AS c_nchar, @c_nvarchar AS c_nvarchar, @c_nvarchar_max AS c_nvarchar_max, @c_binary AS c_binary, @c_varbinary AS c_varbinary,
    @c_varbinary_max AS c_varbinary_max, @c_uniqueidentifier AS c_uniqueidentifier, @c_xml AS c_xml, @c_sql_variant AS c_sql_variant;
GO
CREATE PROCEDURE dbo.usp_LongRunning
    @steps int = 10,
    @delay char(12) = '00:00:00.200',
    @rows_per_step int = 1
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @step int = 1;
    WHILE @step <= @steps
    BEGIN
        WAITFOR DELAY @delay;
        RAISERROR (N'Step %d of %d', 0, 1, @step, @steps) WITH NOWAIT;
        SELECT TOP (@rows_per_step) @step AS step, N AS n FROM bench.Number ORDER BY N;
        SET @step += 1;
    END;
    RETURN @steps;
END;
GO
CREATE PROCEDURE sales.usp_SearchOrders
    @customer_id int = NULL,
    @from_date date = NULL,
    @status tinyint = NULL,
    @order_by sysname = N'OrderId'
AS
BEGIN
    SET NOCOUNT ON;
    IF @order_by NOT IN (N'OrderId', N'OrderDate', N'DueDate')
        THROW 50020, N'Orders can be sorted by OrderId, OrderDate or DueDate.', 1;
    DECLARE @sql nvarchar(max) = N'SELECT OrderId, CustomerId, OrderDate, Status FROM sales.SalesOrder WHERE 1 = 1';
    IF @customer_id IS NOT NULL
        SET @sql += N' AND CustomerId = @customer_id';
    IF @from_date IS NOT NULL
        SET @sql += N' AND OrderDate >= @from_date';
    IF @status IS NOT NULL
        SET @sql += N' AND Status = @status';
    SET @sql += N' ORDER BY ' + QUOTENAME(@order_by) + N';';
    EXEC sys.sp_executesql @sql, N'@customer_id int, @from_date date, @status tinyint', @customer_id = @customer_id, @from_date = @from_date, @status = @status;
END;
GO
CREATE PROCEDURE dbo.usp_Encrypted
    @secret int = 42,
    @other nvarchar(20) = N'hidden'
WITH ENCRYPTION
AS
SELECT @secret AS secret, @other AS other;
GO
CREATE PROCEDURE dbo.usp_LeavesTransactionOpen
AS
BEGIN
    SET NOCOUNT ON;
    BEGIN TRANSACTION;
    UPDATE sales.Currency SET Name = N'changed and never committed' WHERE CurrencyCode = 'JPY';
    SELECT @@TRANCOUNT AS open_transactions;
END;
GO
CREATE PROCEDURE sales.usp_OrderAsJson
    @order_id int
AS
SELECT o.OrderId AS id, o.OrderDate AS orderDate, o.Status AS status,
    (SELECT l.LineNumber AS line, l.ProductId AS product, l.Quantity AS quantity FROM sales.SalesOrderLine AS l WHERE l.OrderId = o.OrderId ORDER BY l.LineNumber FOR JSON PATH) AS lines
FROM sales.SalesOrder AS o
WHERE o.OrderId = @order_id
FOR JSON PATH, WITHOUT_ARRAY_WRAPPER;
GO
CREATE PROCEDURE people.usp_RaiseSalary
    @employee_id int,
    @percent decimal(5, 2) = 2.5,
    @new_salary money = NULL OUTPUT
AS
BEGIN
    UPDATE people.Employee SET Salary = Salary * (1 + @percent / 100) WHERE EmployeeId = @employee_id;
    SELECT @new_salary = Salary FROM people.Employee WHERE EmployeeId = @employee_id;
    RETURN @@ROWCOUNT;
END;
GO
CREATE PROCEDURE sales.usp_MonthlyReport
    @year int = 2024
AS
BEGIN
    SET NOCOUNT ON;
    CREATE TABLE #month (MonthNumber int NOT NULL PRIMARY KEY, Orders int NOT NULL, Total decimal(19, 4) NULL);
    INSERT INTO #month (MonthNumber, Orders, Total)
    SELECT MONTH(o.OrderDate), COUNT(DISTINCT o.OrderId), SUM(l.LineTotal)
    FROM sales.SalesOrder AS o
    INNER JOIN sales.SalesOrderLine AS l ON l.OrderId = o.OrderId
    WHERE YEAR(o.OrderDate) = @year
    GROUP BY MONTH(o.OrderDate);
    SELECT MonthNumber, Orders, Total FROM #month ORDER BY MonthNumber;
    DROP TABLE #month;
END;
GO
CREATE PROCEDURE [my.schema].[usp odd ]] name]
    @größe nvarchar(20) = N'groß',
    @a$b#c_1 int = 1
AS
SELECT @größe AS [größe], @a$b#c_1 AS [a]]b];
GO
-- Comments wherever a header takes them, and an AS inside one.
/* CREATE PROCEDURE dbo.usp_Other @x int = 1 AS */
CREATE /* a */ PROCEDURE /* b /* nested */ */ dbo . usp_Commented -- c
( /* @before int = 1, */
    @first /* AS @x */ AS /* d */ int /* e */ = /* f */ - /* g */ 5 -- , @between int = 2
    , @second -- h
      nvarchar /* i */ ( /* j */ 10 /* k */ ) = N'AS -- not' /* l */ OUTPUT /* m */
) /* n */ WITH /* o */ RECOMPILE /* p */ , EXECUTE AS CALLER /* q */
AS /* r */
SET @second = CONVERT(nvarchar(10), @first);
GO
CREATE PROCEDURE dbo.usp_AliasTypes
    @price dbo.Money4 = 1.2500,
    @phone dbo.PhoneNumber,
    @table sysname = N'dbo.t',
    @result dbo.Money4 = NULL OUTPUT
AS
SET @result = @price * 2;
SELECT @price AS price, @phone AS phone, @table AS [table];
GO
-- Numbers, bits and texts as defaults that do not have the form of their type.
CREATE PROC dbo.usp_DefaultsOfOtherTypes
    @bit bit = 'true',
    @int int = '42',
    @big bigint = 9223372036854775807,
    @text varchar(10) = 5,
    @exact decimal(38, 10) = 1234567890123456789012345678.0123456789,
    @small smallmoney = -$0.5,
    @hex int = 0x2A,
    @real real = 1E2,
    @variant sql_variant = N'any',
    @date datetime = '20240229 12:34:56.997'
AS
SELECT @bit AS [bit], @int AS [int], @big AS big, @text AS [text], @exact AS exact, @small AS small, @hex AS hex, @real AS [real], @variant AS variant, @date AS [date];
GO
CREATE PROCEDURE dbo.usp_Numbered;1
    @first int = 1
AS
SELECT @first AS [first];
GO
CREATE PROCEDURE dbo.usp_Numbered;2
    @second int = 2
AS
SELECT @second AS [second];
GO
SET QUOTED_IDENTIFIER OFF;
GO
CREATE PROCEDURE dbo.usp_QuotedIdentifierOff
    @text varchar(30) = "in ""double"" quotes, -- whole",
    @more int = 3
AS
SELECT @text AS text, @more AS more;
GO
SET QUOTED_IDENTIFIER ON;
GO
CREATE PROCEDURE dbo.[usp with spaces. and dots]
    @x int = 1
AS
SELECT @x AS x;
GO
CREATE PROCEDURE [my.schema].[Отчёт "日本" 🚲]
    @x int = 2
AS
SELECT @x AS x;
GO
-- The same name in two schemas that are not searched unless they are named.
CREATE PROCEDURE sales.usp_Archive
    @before date
AS
SELECT COUNT(*) AS orders FROM sales.SalesOrder WHERE OrderDate < @before;
GO
CREATE PROCEDURE inventory.usp_Archive
    @warehouse_id tinyint
AS
SELECT COUNT(*) AS rows_of_stock FROM inventory.Stock WHERE WarehouseId = @warehouse_id;
GO
CREATE PROCEDURE dbo.usp_EitherResult
    @wide bit = 0
AS
IF @wide = 1
    SELECT 1 AS a, 2 AS b;
ELSE
    SELECT 1 AS a;
GO
CREATE SYNONYM dbo.CreateOrder FOR sales.usp_CreateOrder;
GO
CREATE SYNONYM dbo.ServerProcesses FOR master.sys.sp_who;
GO

/* A parameter for every kind of control that a form may need. */
CREATE PROCEDURE dbo.usp_EveryControl
    @Flag bit,
    @Count int = 5,
    @Amount decimal(28, 10),
    @Day date,
    @At time(7) = '12:34:56.1234567',
    @Moment datetime2(7) = NULL,
    @Instant datetimeoffset(7),
    @Id uniqueidentifier,
    @Title nvarchar(50),
    @Text nvarchar(max) = N'',
    @Document xml = NULL,
    @Bytes varbinary(max) = NULL,
    @Anything sql_variant = NULL,
    @Lines sales.OrderLineList READONLY,
    @Total decimal(38, 10) OUTPUT,
    @Greeting nvarchar(100) = N'Hello' OUTPUT
AS
SET NOCOUNT ON;
PRINT CONCAT(N'Lines: ', (SELECT COUNT(*) FROM @Lines));
SELECT @Flag AS Flag, @Count AS [Count], @Amount AS Amount, @Day AS [Day], @At AS [At], @Moment AS Moment, @Instant AS Instant,
    @Id AS Id, @Title AS Title, @Text AS [Text], @Document AS Document, @Bytes AS Bytes, @Anything AS Anything,
    CONVERT(nvarchar(128), SQL_VARIANT_PROPERTY(@Anything, 'BaseType')) AS AnythingType;
SELECT LineNumber, ProductId, Quantity, UnitPrice, Note FROM @Lines ORDER BY LineNumber;
SET @Total = @Amount + ISNULL((SELECT SUM(CAST(Quantity * ISNULL(UnitPrice, 0) AS decimal(28, 7))) FROM @Lines), 0);
SET @Greeting = CONCAT(@Greeting, N', ', @Title);
RAISERROR (N'Everything arrived.', 10, 1);
RETURN 42;
GO
