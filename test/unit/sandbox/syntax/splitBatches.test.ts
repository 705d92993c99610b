import assert from 'node:assert/strict';
import { parseBatch } from '../../../sandbox/syntax/parser';
import { splitBatches } from '../../../sandbox/syntax/splitBatches';

describe('splitBatches', () => {
  it('splits at GO lines outside strings and comments', () => {
    assert.deepEqual(splitBatches("select 1\nGO\n\nselect 'a\nGO\n'\n go 5 -- x\n/*\nGO\n*/ select 2\r\nGO\r\nselect 3"), [
      { text: 'select 1\n', count: 1, line: 1 },
      { text: "\nselect 'a\nGO\n'\n", count: 5, line: 3 },
      { text: '/*\nGO\n*/ select 2\r\n', count: 1, line: 8 },
      { text: 'select 3', count: 1, line: 12 },
    ]);
  });
  it('leaves words that only begin with GO', () => {
    assert.equal(splitBatches('select 1 as a\nGOTO x\ngo2\n').length, 1);
    assert.deepEqual(splitBatches('GO\nGO\n'), []);
  });
  it('gives batches that parse, over a whole script', () => {
    const script = `USE [Shop];
GO
SET ANSI_NULLS ON
SET QUOTED_IDENTIFIER ON
GO
/* The totals of a customer. */
CREATE OR ALTER PROCEDURE sales.usp_CustomerTotals
    @CustomerId int,
    @From date = NULL,
    @Total money = 0 OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @rows int, @message nvarchar(200) = N'it''s done';
    BEGIN TRY
        ;WITH Ordered AS (
            SELECT o.OrderId, o.Amount, ROW_NUMBER() OVER (PARTITION BY o.CustomerId ORDER BY o.OrderDate DESC, o.OrderId) AS rn
            FROM sales.Orders AS o WITH (NOLOCK)
            WHERE o.CustomerId = @CustomerId AND (@From IS NULL OR o.OrderDate >= @From)
        )
        SELECT TOP (10) x.OrderId, [Amount] = CAST(x.Amount AS decimal(18, 2)), CASE WHEN x.rn = 1 THEN 'last' ELSE 'older' END AS Age
        FROM Ordered x
        ORDER BY x.rn
        OPTION (RECOMPILE);
        SELECT @rows = @@ROWCOUNT, @Total = ISNULL(SUM(Amount), 0) FROM sales.Orders WHERE CustomerId = @CustomerId
        IF @rows = 0
            RAISERROR (N'No orders for %d', 10, 1, @CustomerId) WITH NOWAIT
        ELSE IF @rows > 100 BEGIN
            PRINT @message
        END
    END TRY
    BEGIN CATCH
        IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
        THROW;
    END CATCH
    RETURN 0
END
GO
EXEC sales.usp_CustomerTotals @CustomerId = 1, @From = '2024-01-01'
GO 3
`;
    const batches = splitBatches(script);
    assert.deepEqual(
      batches.map(({ text, count, line }) => [parseBatch(text).statements.map(({ kind }) => kind), count, line]),
      [
        [['use'], 1, 1],
        [['setOption', 'setOption'], 1, 3],
        [['createModule'], 1, 6],
        [['execute'], 3, 39],
      ],
    );
  });
});
