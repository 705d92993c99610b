USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
SET NOCOUNT ON;
GO
-- One of each shape that a table, an index or a key can have. What a version or edition lacks is left out.
CREATE SCHEMA shape;
GO
CREATE PARTITION FUNCTION pf_Year (date) AS RANGE RIGHT FOR VALUES ('2023-01-01', '2024-01-01', '2025-01-01');
GO
CREATE PARTITION SCHEME ps_Year AS PARTITION pf_Year ALL TO ([PRIMARY]);
GO
CREATE TABLE shape.Measurement
(
    MeasurementId int NOT NULL,
    TakenOn date NOT NULL,
    Reading decimal(10, 3) NULL,
    CONSTRAINT PK_Measurement PRIMARY KEY CLUSTERED (TakenOn, MeasurementId)
        WITH (DATA_COMPRESSION = ROW ON PARTITIONS (2), DATA_COMPRESSION = PAGE ON PARTITIONS (3 TO 4)) ON ps_Year (TakenOn)
);
GO
CREATE NONCLUSTERED INDEX IX_Measurement_Reading ON shape.Measurement (Reading) WITH (DATA_COMPRESSION = ROW);
GO
INSERT INTO shape.Measurement (MeasurementId, TakenOn, Reading)
VALUES
    (1, '2022-03-01', 1.5), (2, '2022-12-31', 2.5), (3, '2023-01-01', 3.5), (4, '2023-06-15', NULL), (5, '2023-12-31', 5.5),
    (6, '2024-01-01', 6.5), (7, '2024-02-29', 7.5), (8, '2024-07-04', 8.5), (9, '2024-12-31', 9.5), (10, '2025-01-01', 10.5);
GO
CREATE VIEW shape.vDaily
WITH SCHEMABINDING
AS
SELECT m.TakenOn, COUNT_BIG(*) AS Measurements FROM shape.Measurement AS m GROUP BY m.TakenOn;
GO
CREATE UNIQUE CLUSTERED INDEX CX_vDaily ON shape.vDaily (TakenOn);
GO
CREATE TABLE shape.Document
(
    DocumentId int NOT NULL CONSTRAINT PK_Document PRIMARY KEY CLUSTERED,
    Title nvarchar(200) NOT NULL,
    Body xml NULL,
    Place geography NULL,
    Area geometry NULL
);
GO
INSERT INTO shape.Document (DocumentId, Title, Body) VALUES (1, N'first', N'<a><b>1</b></a>'), (2, N'second', N'<a/>');
GO
CREATE PRIMARY XML INDEX PXML_Document_Body ON shape.Document (Body);
GO
CREATE XML INDEX SXML_Document_Body_Path ON shape.Document (Body) USING XML INDEX PXML_Document_Body FOR PATH;
GO
CREATE SPATIAL INDEX SIX_Document_Place ON shape.Document (Place) USING GEOGRAPHY_AUTO_GRID;
GO
CREATE SPATIAL INDEX SIX_Document_Area ON shape.Document (Area) USING GEOMETRY_AUTO_GRID WITH (BOUNDING_BOX = (0, 0, 100, 100));
GO
IF FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1
BEGIN
    EXEC (N'CREATE FULLTEXT CATALOG ShopText AS DEFAULT');
    EXEC (N'CREATE FULLTEXT INDEX ON shape.Document (Title LANGUAGE 1033) KEY INDEX PK_Document ON ShopText WITH CHANGE_TRACKING MANUAL');
END;
GO
-- Indexes that stand in each other's way.
CREATE TABLE shape.Indexed
(
    IndexedId int NOT NULL CONSTRAINT PK_Indexed PRIMARY KEY CLUSTERED,
    A int NOT NULL,
    B int NULL,
    C varchar(20) NULL,
    D varchar(20) NULL
);
GO
INSERT INTO shape.Indexed (IndexedId, A, B) VALUES (1, 1, 1), (2, 1, 2), (3, 2, NULL);
GO
CREATE NONCLUSTERED INDEX IX_Indexed_A ON shape.Indexed (A) INCLUDE (C);
GO
CREATE NONCLUSTERED INDEX IX_Indexed_A_Again ON shape.Indexed (A) INCLUDE (C);
GO
CREATE NONCLUSTERED INDEX IX_Indexed_A_B ON shape.Indexed (A, B) INCLUDE (C, D);
GO
CREATE NONCLUSTERED INDEX IX_Indexed_B_Descending ON shape.Indexed (B DESC) WITH (FILLFACTOR = 60, PAD_INDEX = ON, ALLOW_ROW_LOCKS = OFF);
GO
CREATE NONCLUSTERED INDEX IX_Indexed_B_Filtered ON shape.Indexed (B) WHERE B IS NOT NULL;
GO
CREATE NONCLUSTERED INDEX IX_Indexed_Disabled ON shape.Indexed (C);
GO
ALTER INDEX IX_Indexed_Disabled ON shape.Indexed DISABLE;
GO
CREATE STATISTICS ST_Indexed_D ON shape.Indexed (D, C) WHERE D IS NOT NULL;
GO
CREATE TABLE shape.[odd, table]
(
    [a, b] int NOT NULL,
    [c]]d] int NOT NULL,
    [e.f] varchar(10) NULL,
    CONSTRAINT [UQ, odd] UNIQUE NONCLUSTERED ([a, b])
);
GO
CREATE NONCLUSTERED INDEX [IX a, b]]] ON shape.[odd, table] ([a, b], [c]]d] DESC) INCLUDE ([e.f]);
GO
-- Keys that point at themselves, at several columns, at another schema.
CREATE TABLE shape.Tenant
(
    TenantId int NOT NULL CONSTRAINT DF_Tenant_Id DEFAULT (0) CONSTRAINT PK_Tenant PRIMARY KEY CLUSTERED,
    CurrencyCode char(3) NOT NULL CONSTRAINT DF_Tenant_Currency DEFAULT ('EUR'),
    CONSTRAINT FK_Tenant_Currency FOREIGN KEY (CurrencyCode) REFERENCES sales.Currency (CurrencyCode) ON DELETE SET DEFAULT
);
GO
CREATE TABLE shape.Node
(
    TenantId int NOT NULL,
    NodeId int NOT NULL,
    ParentTenantId int NULL,
    ParentNodeId int NULL,
    CONSTRAINT PK_Node PRIMARY KEY CLUSTERED (TenantId, NodeId),
    CONSTRAINT FK_Node_Tenant FOREIGN KEY (TenantId) REFERENCES shape.Tenant (TenantId) ON UPDATE CASCADE,
    CONSTRAINT FK_Node_Parent FOREIGN KEY (ParentTenantId, ParentNodeId) REFERENCES shape.Node (TenantId, NodeId)
);
GO
CREATE NONCLUSTERED INDEX IX_Node_Parent ON shape.Node (ParentNodeId, ParentTenantId);
GO
CREATE TABLE shape.Lookup (LookupId int NOT NULL);
GO
CREATE TABLE audit.Lookup (LookupId int NOT NULL);
GO
CREATE VIEW shape.vIndexed
AS
SELECT i.IndexedId, i.A FROM shape.Indexed AS i;
GO
CREATE TRIGGER shape.trg_Lookup ON shape.Lookup
INSTEAD OF UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
END;
GO
DISABLE TRIGGER shape.trg_Lookup ON shape.Lookup;
GO
-- Rows with a history.
CREATE TABLE shape.Tariff
(
    TariffId int NOT NULL CONSTRAINT PK_Tariff PRIMARY KEY CLUSTERED,
    Amount decimal(19, 4) NOT NULL,
    ValidFrom datetime2(7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
    ValidTo datetime2(7) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
    PERIOD FOR SYSTEM_TIME (ValidFrom, ValidTo)
) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = shape.TariffHistory));
GO
INSERT INTO shape.Tariff (TariffId, Amount) VALUES (1, 10), (2, 20);
GO
UPDATE shape.Tariff SET Amount = 11 WHERE TariffId = 1;
GO
IF COL_LENGTH(N'sys.tables', N'history_retention_period') IS NOT NULL
    EXEC (N'ALTER TABLE shape.Tariff SET (SYSTEM_VERSIONING = ON (HISTORY_RETENTION_PERIOD = 6 MONTHS))');
GO
-- Columns that the server cannot read: the value of the key is no real one.
CREATE COLUMN MASTER KEY CMK_Shop WITH (KEY_STORE_PROVIDER_NAME = N'MSSQL_CERTIFICATE_STORE', KEY_PATH = N'CurrentUser/My/0000000000000000000000000000000000000000');
GO
CREATE COLUMN ENCRYPTION KEY CEK_Shop WITH VALUES (COLUMN_MASTER_KEY = CMK_Shop, ALGORITHM = 'RSA_OAEP', ENCRYPTED_VALUE = 0x0170000001);
GO
CREATE TABLE shape.Patient
(
    PatientId int NOT NULL CONSTRAINT PK_Patient PRIMARY KEY CLUSTERED,
    SocialNumber char(11) COLLATE Latin1_General_BIN2
        ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = CEK_Shop, ENCRYPTION_TYPE = DETERMINISTIC, ALGORITHM = 'AEAD_AES_256_CBC_HMAC_SHA_256') NOT NULL,
    Diagnosis nvarchar(100)
        ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = CEK_Shop, ENCRYPTION_TYPE = RANDOMIZED, ALGORITHM = 'AEAD_AES_256_CBC_HMAC_SHA_256') NULL
);
GO
CREATE TABLE shape.Event
(
    EventId bigint NOT NULL,
    HappenedAt datetime2(3) NOT NULL,
    Kind smallint NOT NULL
);
GO
INSERT INTO shape.Event (EventId, HappenedAt, Kind)
SELECT n.N, DATEADD(MINUTE, n.N, CONVERT(datetime2(3), '2024-01-01T00:00:00')), n.N % 5
FROM bench.Number AS n;
GO
IF COL_LENGTH(N'sys.index_columns', N'column_store_order_ordinal') IS NULL
    CREATE CLUSTERED COLUMNSTORE INDEX CCI_Event ON shape.Event;
ELSE
    EXEC (N'CREATE CLUSTERED COLUMNSTORE INDEX CCI_Event ON shape.Event ORDER (HappenedAt, Kind)');
GO
CREATE TABLE shape.Reading (ReadingId int NOT NULL, Amount decimal(9, 2) NULL);
GO
IF COL_LENGTH(N'sys.indexes', N'optimize_for_sequential_key') IS NULL
    ALTER TABLE shape.Reading ADD CONSTRAINT PK_Reading PRIMARY KEY CLUSTERED (ReadingId);
ELSE
    EXEC (N'ALTER TABLE shape.Reading ADD CONSTRAINT PK_Reading PRIMARY KEY CLUSTERED (ReadingId) WITH (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON)');
GO
CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_Reading ON shape.Reading (Amount) WITH (COMPRESSION_DELAY = 10 MINUTES);
GO
-- In memory: a box server needs a file group for it first.
IF SERVERPROPERTY('IsXTPSupported') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 8, 11, 12) AND NOT EXISTS (SELECT 1 FROM sys.filegroups WHERE type = 'FX')
BEGIN
    DECLARE @file nvarchar(400) = CONVERT(nvarchar(300), SERVERPROPERTY('InstanceDefaultDataPath')) + N'SprocketShop_memory';
    EXEC (N'ALTER DATABASE CURRENT ADD FILEGROUP MemoryOptimized CONTAINS MEMORY_OPTIMIZED_DATA');
    EXEC (N'ALTER DATABASE CURRENT ADD FILE (NAME = N''SprocketShop_memory'', FILENAME = N''' + @file + N''') TO FILEGROUP MemoryOptimized');
END;
GO
IF SERVERPROPERTY('IsXTPSupported') = 1
BEGIN
    EXEC (N'CREATE TABLE shape.Cart
    (
        CartId int NOT NULL CONSTRAINT PK_Cart PRIMARY KEY NONCLUSTERED HASH (CartId) WITH (BUCKET_COUNT = 1000),
        CustomerId int NOT NULL,
        ChangedAt datetime2(3) NOT NULL,
        INDEX IX_Cart_Customer NONCLUSTERED (CustomerId, ChangedAt DESC)
    ) WITH (MEMORY_OPTIMIZED = ON, DURABILITY = SCHEMA_AND_DATA)');
    EXEC (N'INSERT INTO shape.Cart (CartId, CustomerId, ChangedAt) VALUES (1, 1, ''2024-01-01''), (2, 1, ''2024-01-02'')');
END;
GO
-- Ledger tables came with SQL Server 2022.
IF COL_LENGTH(N'sys.tables', N'ledger_type') IS NOT NULL
BEGIN
    EXEC (N'CREATE TABLE shape.Posting (PostingId int NOT NULL CONSTRAINT PK_Posting PRIMARY KEY CLUSTERED, Amount money NOT NULL) WITH (LEDGER = ON (APPEND_ONLY = ON))');
    EXEC (N'CREATE TABLE shape.Account (AccountId int NOT NULL CONSTRAINT PK_Account PRIMARY KEY CLUSTERED, Balance money NOT NULL)
        WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = shape.AccountHistory), LEDGER = ON)');
END;
GO
-- json and vector came with SQL Server 2025; their indexes may be previews that are switched off.
IF TYPE_ID(N'json') IS NOT NULL AND TYPE_ID(N'vector') IS NOT NULL
BEGIN
    EXEC (N'CREATE TABLE shape.Payload (PayloadId int NOT NULL CONSTRAINT PK_Payload PRIMARY KEY CLUSTERED, Body json NULL, Embedding vector(3) NULL)');
    BEGIN TRY
        EXEC (N'CREATE JSON INDEX JX_Payload_Body ON shape.Payload (Body) WITH (OPTIMIZE_FOR_ARRAY_SEARCH = ON)');
    END TRY
    BEGIN CATCH
        PRINT ERROR_MESSAGE();
    END CATCH;
    BEGIN TRY
        EXEC (N'CREATE VECTOR INDEX VX_Payload_Embedding ON shape.Payload (Embedding) WITH (METRIC = ''cosine'', TYPE = ''DiskANN'')');
    END TRY
    BEGIN CATCH
        PRINT ERROR_MESSAGE();
    END CATCH;
END;
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'One row for each day.', @level0type = N'SCHEMA', @level0name = N'shape', @level1type = N'VIEW', @level1name = N'vDaily';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Commas, dots and ] in names.', @level0type = N'SCHEMA', @level0name = N'shape', @level1type = N'TABLE', @level1name = N'odd, table', @level2type = N'COLUMN', @level2name = N'a, b';
GO
