USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
CREATE TABLE people.Person
(
    PersonId int IDENTITY(1, 1) NOT NULL,
    FirstName nvarchar(50) NOT NULL,
    LastName nvarchar(50) NOT NULL,
    FullName AS (FirstName + N' ' + LastName),
    Email varchar(120) NOT NULL,
    Phone dbo.PhoneNumber NULL,
    BirthDate date NULL,
    CreatedAt datetime2(3) NOT NULL CONSTRAINT DF_Person_CreatedAt DEFAULT (SYSUTCDATETIME()),
    CONSTRAINT PK_Person PRIMARY KEY CLUSTERED (PersonId),
    CONSTRAINT UQ_Person_Email UNIQUE NONCLUSTERED (Email),
    CONSTRAINT CK_Person_Email CHECK (Email LIKE '%_@_%')
);
GO
CREATE TABLE people.Employee
(
    EmployeeId int NOT NULL,
    PersonId int NOT NULL,
    ManagerId int NULL,
    HireDate date NOT NULL,
    Salary money NOT NULL CONSTRAINT DF_Employee_Salary DEFAULT ($0),
    NationalId char(11) MASKED WITH (FUNCTION = 'partial(0,"XXX-XX-",4)') NULL,
    LoginName sysname NOT NULL,
    CONSTRAINT PK_Employee PRIMARY KEY CLUSTERED (EmployeeId),
    CONSTRAINT UQ_Employee_Person UNIQUE (PersonId),
    CONSTRAINT FK_Employee_Person FOREIGN KEY (PersonId) REFERENCES people.Person (PersonId),
    CONSTRAINT FK_Employee_Manager FOREIGN KEY (ManagerId) REFERENCES people.Employee (EmployeeId),
    CONSTRAINT CK_Employee_Salary CHECK (Salary >= 0)
);
GO
CREATE TABLE people.Address
(
    AddressId int IDENTITY(100, 10) NOT NULL,
    PersonId int NOT NULL,
    Street nvarchar(100) NOT NULL,
    City nvarchar(60) NOT NULL,
    PostalCode varchar(12) NULL,
    CountryCode char(2) NOT NULL CONSTRAINT DF_Address_Country DEFAULT ('DE'),
    CONSTRAINT PK_Address PRIMARY KEY CLUSTERED (AddressId),
    CONSTRAINT FK_Address_Person FOREIGN KEY (PersonId) REFERENCES people.Person (PersonId) ON DELETE CASCADE
);
GO
CREATE TABLE catalog.Category
(
    CategoryId smallint NOT NULL,
    ParentCategoryId smallint NULL,
    Name nvarchar(60) COLLATE Latin1_General_CS_AS NOT NULL,
    Path hierarchyid NULL,
    CONSTRAINT PK_Category PRIMARY KEY NONCLUSTERED (CategoryId),
    CONSTRAINT FK_Category_Parent FOREIGN KEY (ParentCategoryId) REFERENCES catalog.Category (CategoryId)
);
GO
CREATE CLUSTERED INDEX CX_Category_Name ON catalog.Category (Name);
GO
CREATE TABLE catalog.Product
(
    ProductId int NOT NULL,
    Sku varchar(20) NOT NULL,
    Name nvarchar(100) NOT NULL,
    Description nvarchar(max) NULL,
    ListPrice decimal(19, 4) NOT NULL CONSTRAINT DF_Product_ListPrice DEFAULT ((0.0)),
    StandardCost dbo.Money4,
    Margin AS (ListPrice - StandardCost) PERSISTED,
    WeightKg decimal(9, 3) SPARSE NULL,
    ShoeSize decimal(4, 1) SPARSE NULL,
    VoltageV smallint SPARSE NULL,
    Attributes xml NULL,
    Thumbnail varbinary(max) NULL,
    IsDiscontinued bit NOT NULL CONSTRAINT DF_Product_IsDiscontinued DEFAULT ((0)),
    RowGuid uniqueidentifier ROWGUIDCOL NOT NULL CONSTRAINT DF_Product_RowGuid DEFAULT (NEWID()),
    Version rowversion NOT NULL,
    CONSTRAINT PK_Product PRIMARY KEY CLUSTERED (ProductId),
    CONSTRAINT UQ_Product_Sku UNIQUE NONCLUSTERED (Sku),
    CONSTRAINT CK_Product_Price CHECK (ListPrice >= (0) AND StandardCost >= (0))
);
GO
CREATE TABLE catalog.ProductCategory
(
    ProductId int NOT NULL,
    CategoryId smallint NOT NULL,
    SortOrder smallint NOT NULL DEFAULT (0),
    CONSTRAINT PK_ProductCategory PRIMARY KEY CLUSTERED (ProductId ASC, CategoryId ASC),
    CONSTRAINT FK_ProductCategory_Product FOREIGN KEY (ProductId) REFERENCES catalog.Product (ProductId) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT FK_ProductCategory_Category FOREIGN KEY (CategoryId) REFERENCES catalog.Category (CategoryId)
);
GO
CREATE TABLE catalog.ProductPrice
(
    ProductId int NOT NULL,
    ValidFrom date NOT NULL,
    ValidTo date NULL,
    Price decimal(19, 4) NOT NULL,
    CONSTRAINT PK_ProductPrice PRIMARY KEY CLUSTERED (ProductId ASC, ValidFrom DESC),
    CONSTRAINT FK_ProductPrice_Product FOREIGN KEY (ProductId) REFERENCES catalog.Product (ProductId) NOT FOR REPLICATION,
    CONSTRAINT CK_ProductPrice_Range CHECK (ValidTo IS NULL OR ValidTo >= ValidFrom)
);
GO
CREATE TABLE sales.Customer
(
    CustomerId int IDENTITY(1, 1) NOT FOR REPLICATION NOT NULL,
    CustomerCode AS ('C' + RIGHT('00000' + CONVERT(varchar(10), CustomerId), 6)) PERSISTED NOT NULL,
    PersonId int NULL,
    CompanyName nvarchar(100) NULL,
    TaxNumber varchar(20) NULL,
    CreditLimit decimal(18, 2) NOT NULL CONSTRAINT DF_Customer_CreditLimit DEFAULT ((1000.00)),
    IsActive bit NOT NULL CONSTRAINT DF_Customer_IsActive DEFAULT ((1)),
    Since date NOT NULL,
    Version rowversion NOT NULL,
    CONSTRAINT PK_Customer PRIMARY KEY CLUSTERED (CustomerId),
    CONSTRAINT FK_Customer_Person FOREIGN KEY (PersonId) REFERENCES people.Person (PersonId),
    CONSTRAINT CK_Customer_Name CHECK (PersonId IS NOT NULL OR CompanyName IS NOT NULL)
);
GO
CREATE TABLE sales.Currency
(
    CurrencyCode char(3) NOT NULL CONSTRAINT PK_Currency PRIMARY KEY CLUSTERED,
    Name nvarchar(40) NOT NULL,
    Digits tinyint NOT NULL DEFAULT (2)
);
GO
CREATE TABLE sales.CurrencyRate
(
    FromCurrency char(3) NOT NULL,
    ToCurrency char(3) NOT NULL,
    RateDate date NOT NULL,
    Rate decimal(38, 10) NOT NULL,
    CONSTRAINT PK_CurrencyRate PRIMARY KEY CLUSTERED (FromCurrency ASC, ToCurrency ASC, RateDate DESC),
    CONSTRAINT FK_CurrencyRate_From FOREIGN KEY (FromCurrency) REFERENCES sales.Currency (CurrencyCode),
    CONSTRAINT FK_CurrencyRate_To FOREIGN KEY (ToCurrency) REFERENCES sales.Currency (CurrencyCode)
);
GO
CREATE TABLE sales.SalesOrder
(
    OrderId int IDENTITY(1, 1) NOT NULL,
    CustomerId int NOT NULL,
    SalesPersonId int NULL,
    ShipAddressId int NULL,
    CurrencyCode char(3) NOT NULL CONSTRAINT DF_SalesOrder_Currency DEFAULT ('EUR'),
    OrderDate datetime2(3) NOT NULL,
    DueDate date NULL,
    Status tinyint NOT NULL CONSTRAINT DF_SalesOrder_Status DEFAULT ((1)),
    InvoiceNumber bigint NOT NULL CONSTRAINT DF_SalesOrder_InvoiceNumber DEFAULT (NEXT VALUE FOR sales.InvoiceNumber),
    Comment nvarchar(400) NULL,
    CONSTRAINT PK_SalesOrder PRIMARY KEY CLUSTERED (OrderId),
    CONSTRAINT FK_SalesOrder_Customer FOREIGN KEY (CustomerId) REFERENCES sales.Customer (CustomerId),
    CONSTRAINT FK_SalesOrder_SalesPerson FOREIGN KEY (SalesPersonId) REFERENCES people.Employee (EmployeeId),
    CONSTRAINT FK_SalesOrder_Address FOREIGN KEY (ShipAddressId) REFERENCES people.Address (AddressId) ON DELETE SET NULL,
    CONSTRAINT FK_SalesOrder_Currency FOREIGN KEY (CurrencyCode) REFERENCES sales.Currency (CurrencyCode) ON UPDATE CASCADE,
    CONSTRAINT CK_SalesOrder_Status CHECK (Status >= (1) AND Status <= (5))
);
GO
CREATE TABLE sales.SalesOrderLine
(
    OrderId int NOT NULL,
    LineNumber smallint NOT NULL,
    ProductId int NOT NULL,
    Quantity decimal(10, 3) NOT NULL,
    UnitPrice decimal(19, 4) NOT NULL,
    Discount decimal(5, 4) NOT NULL CONSTRAINT DF_SalesOrderLine_Discount DEFAULT ((0)),
    LineTotal AS (Quantity * UnitPrice * (1 - Discount)),
    CONSTRAINT PK_SalesOrderLine PRIMARY KEY CLUSTERED (OrderId ASC, LineNumber ASC),
    CONSTRAINT FK_SalesOrderLine_Order FOREIGN KEY (OrderId) REFERENCES sales.SalesOrder (OrderId) ON DELETE CASCADE,
    CONSTRAINT FK_SalesOrderLine_Product FOREIGN KEY (ProductId) REFERENCES catalog.Product (ProductId),
    CONSTRAINT CK_SalesOrderLine_Quantity CHECK (Quantity > (0)),
    CONSTRAINT CK_SalesOrderLine_Discount CHECK (Discount BETWEEN 0 AND 1)
);
GO
CREATE TABLE sales.Shipment
(
    ShipmentId int IDENTITY(5000, 1) NOT NULL CONSTRAINT PK_Shipment PRIMARY KEY CLUSTERED,
    Carrier nvarchar(40) NOT NULL,
    ShippedAt datetimeoffset(0) NOT NULL,
    TrackingNumber varchar(30) NULL
);
GO
CREATE TABLE sales.ShipmentLine
(
    ShipmentId int NOT NULL,
    OrderId int NOT NULL,
    LineNumber smallint NOT NULL,
    Quantity decimal(10, 3) NOT NULL,
    CONSTRAINT PK_ShipmentLine PRIMARY KEY CLUSTERED (ShipmentId, OrderId, LineNumber),
    CONSTRAINT FK_ShipmentLine_Shipment FOREIGN KEY (ShipmentId) REFERENCES sales.Shipment (ShipmentId) ON DELETE CASCADE,
    CONSTRAINT FK_ShipmentLine_OrderLine FOREIGN KEY (OrderId, LineNumber) REFERENCES sales.SalesOrderLine (OrderId, LineNumber)
);
GO
CREATE TABLE sales.Payment
(
    PaymentId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_Payment PRIMARY KEY CLUSTERED,
    OrderId int NOT NULL,
    Amount money NOT NULL,
    Fee smallmoney NULL,
    PaidAt datetime NOT NULL,
    Method varchar(10) NOT NULL CONSTRAINT CK_Payment_Method CHECK (Method IN ('card', 'transfer', 'cash')),
    CONSTRAINT FK_Payment_Order FOREIGN KEY (OrderId) REFERENCES sales.SalesOrder (OrderId)
);
GO
CREATE TABLE sales.OrderFact
(
    OrderId int NOT NULL,
    LineNumber smallint NOT NULL,
    OrderDay date NOT NULL,
    ProductId int NOT NULL,
    Quantity decimal(10, 3) NOT NULL,
    Amount decimal(19, 4) NOT NULL
);
GO
CREATE TABLE inventory.Warehouse
(
    WarehouseId tinyint NOT NULL CONSTRAINT PK_Warehouse PRIMARY KEY CLUSTERED,
    Name nvarchar(50) NOT NULL CONSTRAINT UQ_Warehouse_Name UNIQUE,
    Location geography NULL,
    OpensAt time(0) NULL
);
GO
CREATE TABLE inventory.Stock
(
    WarehouseId tinyint NOT NULL,
    ProductId int NOT NULL,
    Quantity decimal(12, 3) NOT NULL CONSTRAINT DF_Stock_Quantity DEFAULT ((0)),
    ReorderLevel decimal(12, 3) NULL,
    CountedAt smalldatetime NULL,
    CONSTRAINT PK_Stock PRIMARY KEY CLUSTERED (WarehouseId, ProductId) WITH (FILLFACTOR = 80, PAD_INDEX = ON),
    CONSTRAINT FK_Stock_Warehouse FOREIGN KEY (WarehouseId) REFERENCES inventory.Warehouse (WarehouseId),
    CONSTRAINT FK_Stock_Product FOREIGN KEY (ProductId) REFERENCES catalog.Product (ProductId),
    CONSTRAINT CK_Stock_Quantity CHECK (Quantity >= (0))
);
GO
CREATE TABLE inventory.StockMovement
(
    MovementId bigint IDENTITY(-9007199254740993, 1) NOT NULL CONSTRAINT PK_StockMovement PRIMARY KEY CLUSTERED,
    WarehouseId tinyint NOT NULL,
    ProductId int NOT NULL,
    Delta decimal(12, 3) NOT NULL,
    MovedAt datetime2(7) NOT NULL,
    Reason varchar(20) NOT NULL,
    CONSTRAINT FK_StockMovement_Stock FOREIGN KEY (WarehouseId, ProductId) REFERENCES inventory.Stock (WarehouseId, ProductId)
);
GO
-- A heap: no clustered index, no key.
CREATE TABLE audit.ChangeLog
(
    ChangedAt datetime2(7) NOT NULL,
    SchemaName sysname NOT NULL,
    TableName sysname NOT NULL,
    Action char(1) NOT NULL,
    KeyValue nvarchar(100) NULL,
    ChangedBy nvarchar(128) NOT NULL CONSTRAINT DF_ChangeLog_ChangedBy DEFAULT (SUSER_SNAME()),
    Detail nvarchar(max) NULL
);
GO
CREATE TABLE audit.ImportStaging
(
    ImportId int IDENTITY(1, 1) NOT NULL,
    CustomerId int NULL,
    ProductId int NULL,
    Line varchar(8000) NULL,
    CONSTRAINT CK_ImportStaging_Line CHECK (LEN(Line) > (0))
);
GO
CREATE TABLE [my.schema].[odd ]] name]
(
    [the key] int NOT NULL,
    [select] nvarchar(30) NULL,
    [col]]umn] decimal(5, 2) NULL,
    [quo"te'd] varchar(30) NULL CONSTRAINT [DF odd's default] DEFAULT ('it''s'),
    [größe] nvarchar(20) NULL,
    CONSTRAINT [PK odd ]] name] PRIMARY KEY CLUSTERED ([the key])
);
GO
CREATE TABLE dbo.all_types
(
    id int NOT NULL CONSTRAINT PK_all_types PRIMARY KEY CLUSTERED,
    c_bit bit NULL,
    c_tinyint tinyint NULL,
    c_smallint smallint NULL,
    c_int int NULL,
    c_bigint bigint NULL,
    c_decimal decimal(38, 10) NULL,
    c_numeric numeric(18, 0) NULL,
    c_money money NULL,
    c_smallmoney smallmoney NULL,
    c_real real NULL,
    c_float float NULL,
    c_date date NULL,
    c_time time(7) NULL,
    c_time0 time(0) NULL,
    c_datetime datetime NULL,
    c_smalldatetime smalldatetime NULL,
    c_datetime2 datetime2(7) NULL,
    c_datetime2_3 datetime2(3) NULL,
    c_datetimeoffset datetimeoffset(7) NULL,
    c_char char(10) NULL,
    c_varchar varchar(50) NULL,
    c_varchar_max varchar(max) NULL,
    c_varchar_cs varchar(50) COLLATE Latin1_General_BIN2 NULL,
    c_text text NULL,
    c_nchar nchar(10) NULL,
    c_nvarchar nvarchar(50) NULL,
    c_nvarchar_max nvarchar(max) NULL,
    c_ntext ntext NULL,
    c_binary binary(8) NULL,
    c_varbinary varbinary(50) NULL,
    c_varbinary_max varbinary(max) NULL,
    c_image image NULL,
    c_uniqueidentifier uniqueidentifier NULL,
    c_rowversion rowversion NOT NULL,
    c_xml xml NULL,
    c_sql_variant sql_variant NULL,
    c_hierarchyid hierarchyid NULL,
    c_geometry geometry NULL,
    c_geography geography NULL,
    c_sysname sysname NULL,
    c_phone dbo.PhoneNumber NULL
);
GO
CREATE TABLE bench.Number
(
    N int NOT NULL CONSTRAINT PK_Number PRIMARY KEY CLUSTERED
);
GO
