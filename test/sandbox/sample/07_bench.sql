USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
-- As many rows as asked for, up to 1,000,000,000, of ten mixed columns; the same on every run and without a sort.
CREATE PROCEDURE bench.usp_GenerateRows
    @rows int = 1000
AS
BEGIN
    SET NOCOUNT ON;
    SELECT
        r.n AS id,
        CONVERT(bigint, r.n) * 4294967296 AS big,
        CONVERT(decimal(19, 4), r.n * 1.2345) AS amount,
        CONVERT(float, r.n) / 7 AS ratio,
        CONVERT(bit, r.n % 2) AS flag,
        N'Näme ' + CONVERT(nvarchar(10), r.n) AS name,
        'C' + CONVERT(varchar(10), r.n % 1000) AS code,
        DATEADD(SECOND, r.n, CONVERT(datetime2(3), '2020-01-01T00:00:00.123')) AS created,
        CONVERT(uniqueidentifier, CONVERT(binary(16), r.n)) AS uid,
        CASE WHEN r.n % 10 = 0 THEN NULL ELSE N'A note that is a little longer than the rest' END AS note
    FROM
    (
        SELECT millions.N * 1000000 + thousands.N * 1000 + ones.N AS n
        FROM (SELECT N FROM bench.Number WHERE N <= (@rows - 1) / 1000000) AS millions
        CROSS JOIN (SELECT N FROM bench.Number WHERE N <= (@rows - 1) / 1000) AS thousands
        CROSS JOIN bench.Number AS ones
    ) AS r
    WHERE r.n < @rows;
END;
GO
-- One column of one text, as long as asked for.
CREATE PROCEDURE bench.usp_GenerateText
    @characters int = 1000000
AS
SELECT REPLICATE(CONVERT(nvarchar(max), N'0123456789'), @characters / 10) AS text;
GO
-- A header that is long to read.
CREATE PROCEDURE bench.usp_ManyParameters
    @p1 int = 1,
    @p2 nvarchar(50) = N'text 2',
    @p3 decimal(18, 4) = 3.25,
    @p4 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p5 bit = 1,
    @p6 uniqueidentifier = NULL,
    @p7 varbinary(16) = 0x0102,
    @p8 bigint,
    @p9 varchar(max) = 'it''s 9' OUTPUT,
    @p10 float = -1.5e-3,
    @p11 int = 11,
    @p12 nvarchar(50) = N'text 12',
    @p13 decimal(18, 4) = 13.25,
    @p14 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p15 bit = 1,
    @p16 uniqueidentifier = NULL,
    @p17 varbinary(16) = 0x0102,
    @p18 bigint,
    @p19 varchar(max) = 'it''s 19' OUTPUT,
    @p20 float = -1.5e-3,
    @p21 int = 21,
    @p22 nvarchar(50) = N'text 22',
    @p23 decimal(18, 4) = 23.25,
    @p24 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p25 bit = 1,
    @p26 uniqueidentifier = NULL,
    @p27 varbinary(16) = 0x0102,
    @p28 bigint,
    @p29 varchar(max) = 'it''s 29' OUTPUT,
    @p30 float = -1.5e-3,
    @p31 int = 31,
    @p32 nvarchar(50) = N'text 32',
    @p33 decimal(18, 4) = 33.25,
    @p34 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p35 bit = 1,
    @p36 uniqueidentifier = NULL,
    @p37 varbinary(16) = 0x0102,
    @p38 bigint,
    @p39 varchar(max) = 'it''s 39' OUTPUT,
    @p40 float = -1.5e-3,
    @p41 int = 41,
    @p42 nvarchar(50) = N'text 42',
    @p43 decimal(18, 4) = 43.25,
    @p44 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p45 bit = 1,
    @p46 uniqueidentifier = NULL,
    @p47 varbinary(16) = 0x0102,
    @p48 bigint,
    @p49 varchar(max) = 'it''s 49' OUTPUT,
    @p50 float = -1.5e-3,
    @p51 int = 51,
    @p52 nvarchar(50) = N'text 52',
    @p53 decimal(18, 4) = 53.25,
    @p54 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p55 bit = 1,
    @p56 uniqueidentifier = NULL,
    @p57 varbinary(16) = 0x0102,
    @p58 bigint,
    @p59 varchar(max) = 'it''s 59' OUTPUT,
    @p60 float = -1.5e-3,
    @p61 int = 61,
    @p62 nvarchar(50) = N'text 62',
    @p63 decimal(18, 4) = 63.25,
    @p64 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p65 bit = 1,
    @p66 uniqueidentifier = NULL,
    @p67 varbinary(16) = 0x0102,
    @p68 bigint,
    @p69 varchar(max) = 'it''s 69' OUTPUT,
    @p70 float = -1.5e-3,
    @p71 int = 71,
    @p72 nvarchar(50) = N'text 72',
    @p73 decimal(18, 4) = 73.25,
    @p74 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p75 bit = 1,
    @p76 uniqueidentifier = NULL,
    @p77 varbinary(16) = 0x0102,
    @p78 bigint,
    @p79 varchar(max) = 'it''s 79' OUTPUT,
    @p80 float = -1.5e-3,
    @p81 int = 81,
    @p82 nvarchar(50) = N'text 82',
    @p83 decimal(18, 4) = 83.25,
    @p84 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p85 bit = 1,
    @p86 uniqueidentifier = NULL,
    @p87 varbinary(16) = 0x0102,
    @p88 bigint,
    @p89 varchar(max) = 'it''s 89' OUTPUT,
    @p90 float = -1.5e-3,
    @p91 int = 91,
    @p92 nvarchar(50) = N'text 92',
    @p93 decimal(18, 4) = 93.25,
    @p94 datetime2(7) = '2024-01-31T12:34:56.1234567',
    @p95 bit = 1,
    @p96 uniqueidentifier = NULL,
    @p97 varbinary(16) = 0x0102,
    @p98 bigint,
    @p99 varchar(max) = 'it''s 99' OUTPUT,
    @p100 float = -1.5e-3
AS
SELECT @p1 AS first, @p100 AS last;
GO
