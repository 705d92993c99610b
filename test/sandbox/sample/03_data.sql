USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
SET NOCOUNT ON;
GO
-- 0 to 999, from which everything else is made: set-based and the same on every run.
INSERT INTO bench.Number (N)
SELECT ones.d + 10 * tens.d + 100 * hundreds.d
FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS ones (d)
CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS tens (d)
CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS hundreds (d);
GO
INSERT INTO people.Person (FirstName, LastName, Email, Phone, BirthDate, CreatedAt)
SELECT
    CHOOSE(n.N % 8 + 1, N'Ada', N'Bela', N'Chloé', N'Dimitri', N'Elif', N'François', N'Grete', N'Håkon'),
    CHOOSE(n.N % 7 + 1, N'Novák', N'O''Brien', N'Smith', N'Müller', N'García', N'Ōta', N'van Dyk'),
    'person' + CONVERT(varchar(10), n.N) + '@example.com',
    CASE WHEN n.N % 3 = 0 THEN NULL ELSE '+49 30 ' + RIGHT('0000' + CONVERT(varchar(10), n.N * 37), 5) END,
    DATEADD(DAY, n.N * 97, CONVERT(date, '1960-01-01')),
    DATEADD(MINUTE, n.N * 61, CONVERT(datetime2(3), '2023-01-01T08:00:00.123'))
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 60
ORDER BY n.N;
GO
INSERT INTO people.Employee (EmployeeId, PersonId, ManagerId, HireDate, Salary, NationalId, LoginName)
SELECT
    n.N,
    n.N,
    CASE WHEN n.N = 1 THEN NULL WHEN n.N <= 4 THEN 1 ELSE n.N % 3 + 2 END,
    DATEADD(DAY, n.N * 113, CONVERT(date, '2015-03-01')),
    50000 + n.N * 1234.5678,
    '123-45-' + RIGHT('000' + CONVERT(varchar(4), n.N), 4),
    N'employee' + CONVERT(nvarchar(10), n.N)
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 12
ORDER BY n.N;
GO
INSERT INTO people.Address (PersonId, Street, City, PostalCode, CountryCode)
SELECT n.N, N'Main Street ' + CONVERT(nvarchar(10), n.N), CHOOSE(n.N % 4 + 1, N'Berlin', N'Köln', N'Zürich', N'Łódź'), RIGHT('00000' + CONVERT(varchar(10), n.N * 811), 5),
    CHOOSE(n.N % 4 + 1, 'DE', 'DE', 'CH', 'PL')
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 60
ORDER BY n.N;
GO
INSERT INTO catalog.Category (CategoryId, ParentCategoryId, Name, Path)
VALUES
    (1, NULL, N'Everything', CAST(0x AS hierarchyid)),
    (2, 1, N'Tools', CAST(0x58 AS hierarchyid)),
    (3, 1, N'Clothing', CAST(0x68 AS hierarchyid)),
    (4, 2, N'Power tools', CAST(0x5AC0 AS hierarchyid)),
    (5, 2, N'Hand tools', CAST(0x5B40 AS hierarchyid)),
    (6, 3, N'Shoes', CAST(0x6AC0 AS hierarchyid)),
    (7, NULL, N'tools', NULL);
GO
INSERT INTO catalog.Product (ProductId, Sku, Name, Description, ListPrice, StandardCost, WeightKg, ShoeSize, VoltageV, Attributes, Thumbnail, IsDiscontinued, RowGuid)
SELECT
    n.N,
    'SKU-' + RIGHT('0000' + CONVERT(varchar(10), n.N), 5),
    CHOOSE(n.N % 5 + 1, N'Sprocket', N'Chain', N'Gear', N'Boot', N'Drill') + N' ' + CONVERT(nvarchar(10), n.N),
    CASE WHEN n.N % 4 = 0 THEN NULL ELSE N'A fine product, number ' + CONVERT(nvarchar(10), n.N) + N'.' END,
    CONVERT(decimal(19, 4), n.N * 3.1415),
    CONVERT(decimal(19, 4), n.N * 2.0101),
    CASE WHEN n.N % 2 = 0 THEN CONVERT(decimal(9, 3), n.N * 0.125) END,
    CASE WHEN n.N % 5 = 3 THEN 38 + n.N % 9 END,
    CASE WHEN n.N % 5 = 4 THEN 230 END,
    CASE WHEN n.N % 10 = 0 THEN CONVERT(xml, '<a><color>red</color><n>' + CONVERT(varchar(10), n.N) + '</n></a>') END,
    CASE WHEN n.N % 20 = 0 THEN CONVERT(varbinary(max), 0x89504E470D0A1A0A) END,
    CASE WHEN n.N % 13 = 0 THEN 1 ELSE 0 END,
    CONVERT(uniqueidentifier, CONVERT(binary(16), n.N))
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 80
ORDER BY n.N;
GO
INSERT INTO catalog.ProductCategory (ProductId, CategoryId, SortOrder)
SELECT p.ProductId, CASE p.ProductId % 5 WHEN 3 THEN 6 WHEN 4 THEN 4 ELSE 5 END, p.ProductId % 10
FROM catalog.Product AS p;
GO
INSERT INTO catalog.ProductPrice (ProductId, ValidFrom, ValidTo, Price)
SELECT p.ProductId, CONVERT(date, '2023-01-01'), CONVERT(date, '2023-12-31'), CONVERT(decimal(19, 4), p.ListPrice * 0.9)
FROM catalog.Product AS p
UNION ALL
SELECT p.ProductId, CONVERT(date, '2024-01-01'), NULL, p.ListPrice
FROM catalog.Product AS p;
GO
INSERT INTO sales.Customer (PersonId, CompanyName, TaxNumber, CreditLimit, IsActive, Since)
SELECT
    CASE WHEN n.N % 5 = 0 THEN NULL ELSE n.N END,
    CASE WHEN n.N % 5 = 0 THEN N'Company ' + CONVERT(nvarchar(10), n.N) + N' GmbH' END,
    CASE WHEN n.N % 5 = 0 THEN 'DE' + RIGHT('00000000' + CONVERT(varchar(10), n.N * 7919), 9) END,
    n.N * 250.25,
    CASE WHEN n.N % 9 = 0 THEN 0 ELSE 1 END,
    DATEADD(DAY, n.N * 11, CONVERT(date, '2020-02-29'))
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 50
ORDER BY n.N;
GO
INSERT INTO sales.Currency (CurrencyCode, Name, Digits)
VALUES ('EUR', N'Euro', 2), ('USD', N'US dollar', 2), ('JPY', N'Yen', 0), ('CHF', N'Swiss franc', 2);
GO
INSERT INTO sales.CurrencyRate (FromCurrency, ToCurrency, RateDate, Rate)
SELECT f.CurrencyCode, t.CurrencyCode, DATEADD(DAY, n.N, CONVERT(date, '2024-01-01')), CONVERT(decimal(38, 10), 1.0123456789 + n.N * 0.0000000001)
FROM sales.Currency AS f
CROSS JOIN sales.Currency AS t
CROSS JOIN bench.Number AS n
WHERE f.CurrencyCode <> t.CurrencyCode AND n.N < 10;
GO
INSERT INTO sales.SalesOrder (CustomerId, SalesPersonId, ShipAddressId, CurrencyCode, OrderDate, DueDate, Status, Comment)
SELECT
    n.N % 50 + 1,
    CASE WHEN n.N % 4 = 0 THEN NULL ELSE n.N % 12 + 1 END,
    CASE WHEN n.N % 6 = 0 THEN NULL ELSE 100 + (n.N % 60) * 10 END,
    CHOOSE(n.N % 4 + 1, 'EUR', 'USD', 'EUR', 'CHF'),
    DATEADD(HOUR, n.N * 7, CONVERT(datetime2(3), '2024-01-01T00:00:00.456')),
    CASE WHEN n.N % 3 = 0 THEN NULL ELSE DATEADD(DAY, n.N, CONVERT(date, '2024-01-15')) END,
    n.N % 5 + 1,
    CASE WHEN n.N % 10 = 0 THEN N'Please deliver to the "back door"; it''s open.' END
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 200;
GO
INSERT INTO sales.SalesOrderLine (OrderId, LineNumber, ProductId, Quantity, UnitPrice, Discount)
SELECT o.OrderId, l.LineNumber, p.ProductId, CONVERT(decimal(10, 3), o.OrderId % 7 + l.LineNumber * 0.5), p.ListPrice, CASE WHEN o.OrderId % 10 = 0 THEN 0.1 ELSE 0 END
FROM sales.SalesOrder AS o
CROSS JOIN (VALUES (1), (2), (3)) AS l (LineNumber)
INNER JOIN catalog.Product AS p ON p.ProductId = (o.OrderId * 3 + l.LineNumber * 7) % 80 + 1
WHERE l.LineNumber <= o.OrderId % 3 + 1;
GO
INSERT INTO sales.Shipment (Carrier, ShippedAt, TrackingNumber)
SELECT CHOOSE(n.N % 3 + 1, N'DHL', N'UPS', N'Post'), TODATETIMEOFFSET(DATEADD(DAY, n.N, CONVERT(datetime2(0), '2024-02-01T09:30:00')), '+02:00'), 'T' + CONVERT(varchar(20), 100000 + n.N)
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 40
ORDER BY n.N;
GO
INSERT INTO sales.ShipmentLine (ShipmentId, OrderId, LineNumber, Quantity)
SELECT s.ShipmentId, l.OrderId, l.LineNumber, l.Quantity
FROM sales.Shipment AS s
INNER JOIN sales.SalesOrderLine AS l ON l.OrderId = (s.ShipmentId - 4999) * 5;
GO
INSERT INTO sales.Payment (OrderId, Amount, Fee, PaidAt, Method)
SELECT o.OrderId, o.OrderId * 12.3456, CASE WHEN o.OrderId % 2 = 0 THEN 0.35 END, DATEADD(DAY, 2, CONVERT(datetime, o.OrderDate)), CHOOSE(o.OrderId % 3 + 1, 'card', 'transfer', 'cash')
FROM sales.SalesOrder AS o
WHERE o.Status >= 3;
GO
INSERT INTO sales.OrderFact (OrderId, LineNumber, OrderDay, ProductId, Quantity, Amount)
SELECT l.OrderId, l.LineNumber, CONVERT(date, o.OrderDate), l.ProductId, l.Quantity, CONVERT(decimal(19, 4), l.LineTotal)
FROM sales.SalesOrderLine AS l
INNER JOIN sales.SalesOrder AS o ON o.OrderId = l.OrderId;
GO
INSERT INTO inventory.Warehouse (WarehouseId, Name, Location, OpensAt)
VALUES
    (1, N'Berlin', CAST(0xE6100000010CC3F5285C8F424A408FC2F5285CCF2A40 AS geography), '07:30:00'),
    (2, N'Zürich', NULL, '08:00:00'),
    (3, N'Seattle', CAST(0xE6100000010C17D9CEF753D347407593180456965EC0 AS geography), NULL);
GO
INSERT INTO inventory.Stock (WarehouseId, ProductId, Quantity, ReorderLevel, CountedAt)
SELECT w.WarehouseId, p.ProductId, (p.ProductId * w.WarehouseId) % 90 + 0.5, CASE WHEN p.ProductId % 2 = 0 THEN 10 END, '2024-06-30T18:00:00'
FROM inventory.Warehouse AS w
CROSS JOIN catalog.Product AS p
WHERE p.ProductId % 3 = w.WarehouseId % 3;
GO
INSERT INTO inventory.StockMovement (WarehouseId, ProductId, Delta, MovedAt, Reason)
SELECT s.WarehouseId, s.ProductId, s.Quantity, DATEADD(SECOND, s.ProductId, CONVERT(datetime2(7), '2024-06-30T18:00:00.1234567')), 'count'
FROM inventory.Stock AS s
ORDER BY s.WarehouseId, s.ProductId;
GO
INSERT INTO audit.ImportStaging (CustomerId, ProductId, Line)
SELECT CASE WHEN n.N % 7 = 0 THEN 9999 ELSE n.N END, n.N, 'line;' + CONVERT(varchar(10), n.N)
FROM bench.Number AS n
WHERE n.N BETWEEN 1 AND 30;
GO
INSERT INTO [my.schema].[odd ]] name] ([the key], [select], [col]]umn], [größe])
VALUES (1, N'first', 1.10, N'klein'), (2, NULL, NULL, N'groß'), (3, N'日本語', -9.99, NULL);
GO
INSERT INTO dbo.all_types (id) VALUES (1);
GO
INSERT INTO dbo.all_types
    (id, c_bit, c_tinyint, c_smallint, c_int, c_bigint, c_decimal, c_numeric, c_money, c_smallmoney, c_real, c_float, c_date, c_time, c_time0, c_datetime, c_smalldatetime,
    c_datetime2, c_datetime2_3, c_datetimeoffset, c_char, c_varchar, c_varchar_max, c_varchar_cs, c_text, c_nchar, c_nvarchar, c_nvarchar_max, c_ntext, c_binary, c_varbinary,
    c_varbinary_max, c_image, c_uniqueidentifier, c_xml, c_sql_variant, c_hierarchyid, c_geometry, c_geography, c_sysname, c_phone)
VALUES
    (2, 1, 255, 32767, 2147483647, 9223372036854775807, 1234567890123456789012345678.0123456789, 999999999999999999, 922337203685477.5807, 214748.3647, 0.1, 0.1, '9999-12-31', '23:59:59.9999999',
    '23:59:59', '9999-12-31T23:59:59.997', '2079-06-06T23:59:00', '9999-12-31T23:59:59.9999999', '2024-02-29T12:34:56.789', '9999-12-31T09:59:59.9999999-14:00', 'char', 'varchar', 'varchar(max)',
    'Case', 'text', N'nchar', N'日本語 🚲 naïve', N'nvarchar(max)', N'ntext', 0x0102030405060708, 0xDEADBEEF, 0x00FF, 0xCAFE, '6F9619FF-8B86-D011-B42D-00C04FC964FF', '<root a="1"><b>text</b></root>',
    CONVERT(decimal(10, 3), 12.345), CAST(0x5AC0 AS hierarchyid), CAST(0x00000000010C000000000000F03F0000000000000040 AS geometry),
    CAST(0xE6100000010C17D9CEF753D347407593180456965EC0 AS geography), N'sysname', '+1 555 0100');
GO
INSERT INTO dbo.all_types
    (id, c_bit, c_tinyint, c_smallint, c_int, c_bigint, c_decimal, c_numeric, c_money, c_smallmoney, c_real, c_float, c_date, c_time, c_time0, c_datetime, c_smalldatetime,
    c_datetime2, c_datetime2_3, c_datetimeoffset, c_char, c_varchar, c_varchar_max, c_varchar_cs, c_text, c_nchar, c_nvarchar, c_nvarchar_max, c_ntext, c_binary, c_varbinary,
    c_varbinary_max, c_image, c_uniqueidentifier, c_xml, c_sql_variant, c_hierarchyid, c_geometry, c_geography, c_sysname, c_phone)
VALUES
    (3, 0, 0, -32768, -2147483648, -9223372036854775808, -0.0000000001, -1, -922337203685477.5808, -214748.3648, -3.40E+38, -1.79E+308, '0001-01-01', '00:00:00',
    '00:00:00', '1753-01-01T00:00:00', '1900-01-01T00:00:00', '0001-01-01T00:00:00', '0001-01-01T00:00:00', '0001-01-01T14:00:00+14:00', '', '', '',
    '', '', N'', N'', N'', N'', 0x, 0x, 0x, 0x, '00000000-0000-0000-0000-000000000000', '',
    N'text', CAST(0x AS hierarchyid), NULL, NULL, N'', '');
GO
