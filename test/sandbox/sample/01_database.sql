-- SprocketShop: a small shop that shows most of what a SQL Server database can hold.
-- Loads on SQL Server 2016 SP1 and newer, from top to bottom, in the order of the file names.
IF DB_ID(N'SprocketShop') IS NULL
    CREATE DATABASE SprocketShop COLLATE SQL_Latin1_General_CP1_CI_AS;
GO
USE SprocketShop;
GO
SET ANSI_NULLS, QUOTED_IDENTIFIER ON;
GO
CREATE SCHEMA sales;
GO
CREATE SCHEMA catalog;
GO
CREATE SCHEMA inventory;
GO
CREATE SCHEMA people;
GO
CREATE SCHEMA audit;
GO
CREATE SCHEMA bench;
GO
CREATE SCHEMA [my.schema];
GO
CREATE TYPE dbo.PhoneNumber FROM varchar(25) NULL;
GO
CREATE TYPE dbo.Money4 FROM decimal(19, 4) NOT NULL;
GO
CREATE TYPE dbo.IdList AS TABLE
(
    Id int NOT NULL PRIMARY KEY
);
GO
CREATE TYPE sales.OrderLineList AS TABLE
(
    LineNumber int NOT NULL PRIMARY KEY,
    ProductId int NOT NULL,
    Quantity decimal(10, 3) NOT NULL CHECK (Quantity > 0),
    UnitPrice decimal(19, 4) NULL,
    Note nvarchar(100) NULL
);
GO
CREATE TYPE dbo.MixedList AS TABLE
(
    RowId int IDENTITY(1, 1) NOT NULL,
    Big bigint NULL,
    Amount decimal(38, 10) NULL,
    Name nvarchar(50) NULL,
    Code varchar(10) NULL,
    At datetime2(7) NULL,
    Flag bit NOT NULL DEFAULT (0),
    Uid uniqueidentifier NULL,
    Payload varbinary(max) NULL
);
GO
CREATE SEQUENCE sales.InvoiceNumber AS bigint START WITH 1000 INCREMENT BY 1 MINVALUE 1000 MAXVALUE 9999999 NO CYCLE;
GO
CREATE SEQUENCE dbo.CountDown AS smallint START WITH 10 INCREMENT BY -1 MINVALUE 1 MAXVALUE 10 CYCLE;
GO
