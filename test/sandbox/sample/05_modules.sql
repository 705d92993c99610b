USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
CREATE FUNCTION sales.ufn_NetPrice (@price decimal(19, 4), @discount decimal(5, 4) = 0)
RETURNS decimal(19, 4)
AS
BEGIN
    RETURN CONVERT(decimal(19, 4), @price * (1 - ISNULL(@discount, 0)));
END;
GO
CREATE FUNCTION people.ufn_Initials (@first nvarchar(50), @last nvarchar(50))
RETURNS nchar(2)
WITH SCHEMABINDING
AS
BEGIN
    DECLARE @result nvarchar(2) = UPPER(LEFT(@first, 1)) + UPPER(LEFT(@last, 1));
    IF @result IS NULL
        RETURN N'??';
    RETURN @result;
END;
GO
CREATE FUNCTION sales.ufn_OrdersOfCustomer (@customer_id int)
RETURNS TABLE
AS
RETURN
(
    SELECT o.OrderId, o.OrderDate, o.Status, o.CurrencyCode
    FROM sales.SalesOrder AS o
    WHERE o.CustomerId = @customer_id
);
GO
CREATE FUNCTION dbo.ufn_SplitInts (@list varchar(max), @separator char(1) = ',')
RETURNS @result TABLE (Position int NOT NULL PRIMARY KEY, Value int NULL)
AS
BEGIN
    DECLARE @position int = 1, @next int;
    WHILE LEN(@list) > 0
    BEGIN
        SET @next = CHARINDEX(@separator, @list);
        IF @next = 0
            SET @next = LEN(@list) + 1;
        INSERT INTO @result (Position, Value) VALUES (@position, TRY_CONVERT(int, SUBSTRING(@list, 1, @next - 1)));
        SET @list = SUBSTRING(@list, @next + 1, LEN(@list));
        SET @position += 1;
    END;
    RETURN;
END;
GO
CREATE VIEW sales.vOrderTotals
AS
SELECT o.OrderId, o.CustomerId, o.OrderDate, COUNT(*) AS LineCount, SUM(l.LineTotal) AS OrderTotal
FROM sales.SalesOrder AS o
INNER JOIN sales.SalesOrderLine AS l ON l.OrderId = o.OrderId
GROUP BY o.OrderId, o.CustomerId, o.OrderDate;
GO
CREATE VIEW sales.vCustomer (Id, Code, DisplayName, Active)
AS
SELECT c.CustomerId, c.CustomerCode, COALESCE(c.CompanyName, p.FirstName + N' ' + p.LastName), c.IsActive
FROM sales.Customer AS c
LEFT JOIN people.Person AS p ON p.PersonId = c.PersonId;
GO
CREATE VIEW catalog.vActiveProduct
WITH SCHEMABINDING
AS
SELECT ProductId, Sku, Name, ListPrice
FROM catalog.Product
WHERE IsDiscontinued = 0;
GO
CREATE VIEW [my.schema].[odd view]
AS
SELECT [the key], [col]]umn] AS [a b] FROM [my.schema].[odd ]] name];
GO
CREATE TRIGGER sales.trg_SalesOrder_ChangeLog ON sales.SalesOrder
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO audit.ChangeLog (ChangedAt, SchemaName, TableName, Action, KeyValue)
    SELECT SYSUTCDATETIME(), N'sales', N'SalesOrder',
        CASE WHEN d.OrderId IS NULL THEN 'I' WHEN i.OrderId IS NULL THEN 'D' ELSE 'U' END,
        CONVERT(nvarchar(100), COALESCE(i.OrderId, d.OrderId))
    FROM inserted AS i
    FULL JOIN deleted AS d ON d.OrderId = i.OrderId;
END;
GO
