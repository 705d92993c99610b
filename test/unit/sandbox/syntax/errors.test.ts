import { assertSyntaxError } from './support';

describe('syntax errors', () => {
  it('name the token and its line', () => {
    assertSyntaxError('SELECT 1\nSELECT )', 102, 2, "Incorrect syntax near ')'.");
    assertSyntaxError('SELECT\nFROM t', 156, 2, "Incorrect syntax near the keyword 'FROM'.");
    assertSyntaxError('SELEC * FROM t', 102, 1, "Incorrect syntax near '*'.");
    assertSyntaxError('SELECT (a = 1)', 102, 1, "Incorrect syntax near '='.");
    assertSyntaxError("PRINT 'a' THROW", 102, 1, "Incorrect syntax near 'THROW'.");
  });
  it('name the last token at the end of the batch', () => {
    assertSyntaxError('SELECT * FROM\n\n', 102, 1, "Incorrect syntax near 'FROM'.");
    assertSyntaxError('BEGIN\nSELECT 1', 102, 2, "Incorrect syntax near '1'.");
    assertSyntaxError('BEGIN END', 156, 1);
  });
  it('tell of open strings and comments', () => {
    assertSyntaxError("SELECT 1\nSELECT 'abc", 105, 2, "Unclosed quotation mark after the character string 'abc'.");
    assertSyntaxError('\n/* /* */', 113, 2, "Missing end comment mark '*/'.");
  });
  it('have the numbers of their own kind', () => {
    assertSyntaxError('SELECT 1 AS []', 1038, 1);
    assertSyntaxError('SELECT 1\nWITH c AS (SELECT 1 AS a) SELECT * FROM c', 319, 2);
    assertSyntaxError('SELECT 1\nCREATE VIEW v AS SELECT 1', 111, 2, "'CREATE VIEW' must be the first statement in a query batch.");
    assertSyntaxError(
      'SELECT 1 CREATE PROC p AS SELECT 1',
      111,
      1,
      "'CREATE/ALTER PROCEDURE' must be the first statement in a query batch.",
    );
    assertSyntaxError('IF 1 SELECT 1', 4145, 1);
    assertSyntaxError('RETURN 1', 178, 1);
    assertSyntaxError('SELECT RANK() OVER w FROM t', 5362, 1, "Window 'w' is undefined.");
    assertSyntaxError('MERGE t USING s ON 1 = 1 WHEN MATCHED THEN DELETE', 10713, 1);
  });
  it('are refusals where the sandbox has no such thing', () => {
    assertSyntaxError('\nBACKUP DATABASE x TO DISK = 1', 50999, 2);
    assertSyntaxError('SELECT * FROM OPENROWSET(1)', 50999, 1);
  });
});
