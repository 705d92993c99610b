USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
CREATE NONCLUSTERED INDEX IX_SalesOrder_Customer_Date ON sales.SalesOrder (CustomerId ASC, OrderDate DESC) INCLUDE (Status, CurrencyCode);
GO
CREATE NONCLUSTERED INDEX IX_SalesOrder_Open ON sales.SalesOrder (DueDate) INCLUDE (CustomerId) WHERE Status < 4 AND DueDate IS NOT NULL;
GO
CREATE NONCLUSTERED INDEX IX_SalesOrder_SalesPerson ON sales.SalesOrder (SalesPersonId) WITH (FILLFACTOR = 70, ALLOW_PAGE_LOCKS = OFF);
GO
ALTER INDEX IX_SalesOrder_SalesPerson ON sales.SalesOrder DISABLE;
GO
CREATE UNIQUE NONCLUSTERED INDEX UX_SalesOrder_InvoiceNumber ON sales.SalesOrder (InvoiceNumber) WITH (IGNORE_DUP_KEY = ON);
GO
CREATE UNIQUE NONCLUSTERED INDEX UX_Customer_Code ON sales.Customer (CustomerCode);
GO
CREATE UNIQUE NONCLUSTERED INDEX UX_Customer_TaxNumber ON sales.Customer (TaxNumber) WHERE TaxNumber IS NOT NULL;
GO
CREATE NONCLUSTERED INDEX IX_SalesOrderLine_Product ON sales.SalesOrderLine (ProductId) INCLUDE (Quantity, UnitPrice);
GO
CREATE CLUSTERED COLUMNSTORE INDEX CCI_OrderFact ON sales.OrderFact;
GO
CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_StockMovement ON inventory.StockMovement (WarehouseId, ProductId, Delta, MovedAt);
GO
CREATE NONCLUSTERED INDEX IX_Product_Name ON catalog.Product (Name) INCLUDE (ListPrice) WITH (DATA_COMPRESSION = PAGE);
GO
CREATE NONCLUSTERED INDEX IX_Person_LastName ON people.Person (LastName, FirstName);
GO
CREATE NONCLUSTERED INDEX IX_ChangeLog_Table ON audit.ChangeLog (SchemaName, TableName, ChangedAt DESC);
GO
CREATE NONCLUSTERED INDEX [IX odd ]] one] ON [my.schema].[odd ]] name] ([select] DESC) INCLUDE ([col]]umn]);
GO
-- A foreign key that is switched off.
ALTER TABLE inventory.StockMovement NOCHECK CONSTRAINT FK_StockMovement_Stock;
GO
-- Foreign keys that were added without looking at the rows that were there: not trusted.
ALTER TABLE audit.ImportStaging WITH NOCHECK ADD CONSTRAINT FK_ImportStaging_Customer FOREIGN KEY (CustomerId) REFERENCES sales.Customer (CustomerId);
GO
ALTER TABLE audit.ImportStaging WITH NOCHECK ADD CONSTRAINT FK_ImportStaging_Product FOREIGN KEY (ProductId) REFERENCES catalog.Product (ProductId) ON DELETE SET NULL ON UPDATE SET NULL;
GO
ALTER TABLE audit.ImportStaging NOCHECK CONSTRAINT CK_ImportStaging_Line;
GO
CREATE STATISTICS ST_SalesOrder_Status ON sales.SalesOrder (Status, CurrencyCode) WITH FULLSCAN;
GO
CREATE SYNONYM dbo.Orders FOR sales.SalesOrder;
GO
