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
