USE SprocketShop;
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'A small shop for development and tests.';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Customers, orders, shipments and payments.', @level0type = N'SCHEMA', @level0name = N'sales';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'One order of a customer. Lines are in SalesOrderLine.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'SalesOrder';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The number of the order, given by the server.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'SalesOrder', @level2type = N'COLUMN', @level2name = N'OrderId';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'1 new, 2 confirmed, 3 paid, 4 shipped, 5 closed.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'SalesOrder', @level2type = N'COLUMN', @level2name = N'Status';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The day the customer was promised; it may be unknown.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'SalesOrder', @level2type = N'COLUMN', @level2name = N'DueDate';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'A product on an order.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'SalesOrderLine';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'A fraction from 0 to 1.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'SalesOrderLine', @level2type = N'COLUMN', @level2name = N'Discount';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'A person or a company that buys.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'Customer';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'C and six digits, computed from CustomerId.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'Customer', @level2type = N'COLUMN', @level2name = N'CustomerCode';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'What the shop sells.', @level0type = N'SCHEMA', @level0name = N'catalog', @level1type = N'TABLE', @level1name = N'Product';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Price before discounts, in EUR.', @level0type = N'SCHEMA', @level0name = N'catalog', @level1type = N'TABLE', @level1name = N'Product', @level2type = N'COLUMN', @level2name = N'ListPrice';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The employee this one reports to; NULL at the top.', @level0type = N'SCHEMA', @level0name = N'people', @level1type = N'TABLE', @level1name = N'Employee', @level2type = N'COLUMN', @level2name = N'ManagerId';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'A table whose names need care; it''s on purpose.', @level0type = N'SCHEMA', @level0name = N'my.schema', @level1type = N'TABLE', @level1name = N'odd ] name';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'A column with a bracket in its name.', @level0type = N'SCHEMA', @level0name = N'my.schema', @level1type = N'TABLE', @level1name = N'odd ] name', @level2type = N'COLUMN', @level2name = N'col]umn';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Orders with the sum of their lines.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'VIEW', @level1name = N'vOrderTotals';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Creates an order from a list of lines, in one transaction.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'PROCEDURE', @level1name = N'usp_CreateOrder';
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The order''s customer.', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'PROCEDURE', @level1name = N'usp_CreateOrder', @level2type = N'PARAMETER', @level2name = N'@customer_id';
GO
