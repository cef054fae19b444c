<?php

/** The panel's tables that the module touches, with the column names of the public documentation. */

declare(strict_types=1);

namespace MakegoodSandbox;

use WHMCS\Database\Capsule;

final class Schema
{
    /** column lists: "name:kind", kind left out = string */
    private const TABLES = [
        'tblclients' => 'id:pk uuid firstname lastname companyname email address1 address2 city state postcode country phonenumber tax_id '
            . 'defaultgateway status language currency:int credit:money groupid:int taxexempt:int latefeeoveride:int overideduenotices:int '
            . 'separateinvoices:int disableautocc:int emailoptout:int overrideautoclose:int billingcid:int notes:text datecreated:date',
        'tblhosting' => 'id:pk userid:int orderid:int packageid:int server:int regdate:date domain paymentmethod firstpaymentamount:money '
            . 'amount:money billingcycle nextduedate:date nextinvoicedate:date termination_date:date domainstatus username password '
            . 'subscriptionid promoid:int suspendreason overideautosuspend overidesuspenduntil:date dedicatedip assignedips '
            . 'notes:text qty:int diskusage:int disklimit:int bwusage:int bwlimit:int lastupdate:datetime',
        'tblinvoices' => 'id:pk userid:int invoicenum date:date duedate:date datepaid:datetime last_capture_attempt:datetime '
            . 'date_refunded:datetime date_cancelled:datetime subtotal:money credit:money tax:money tax2:money total:money taxrate:rate3 '
            . 'taxrate2:rate3 status paymentmethod paymethodid:int? notes:text created_at:datetime updated_at:datetime',
        'tblinvoiceitems' => 'id:pk invoiceid:int userid:int type relid:int description:text amount:money taxed:int duedate:date '
            . 'paymentmethod notes:text',
        'tblaccounts' => 'id:pk userid:int currency:int gateway date:datetime description:text amountin:money fees:money amountout:money '
            . 'rate:rate5 transid invoiceid:int refundid:int billingnoteid:int type relid:int',
        'tblbillingnotes' => 'id:pk note_type custom_number client_id:int date_issued:datetime subtotal:money tax:money tax2:money '
            . 'total:money taxrate:rate3 taxrate2:rate3 status notes:text',
        'tblcredit' => 'id:pk clientid:int admin_id:int date:date description:text amount:money relid:int',
        'tblcurrencies' => 'id:pk code prefix suffix format:int rate:rate5 default:int',
        'tblproducts' => 'id:pk type gid:int name description:text servertype servergroup:int paytype tax:int proratabilling:int '
            . 'proratadate:int proratachargenextmonth:int recurringcycles:int autoterminatedays:int hidden:int retired:int '
            . 'configoption1:text configoption24:text',
        'tblpricing' => 'id:pk type currency:int relid:int msetupfee:money qsetupfee:money ssetupfee:money asetupfee:money bsetupfee:money '
            . 'tsetupfee:money monthly:money quarterly:money semiannually:money annually:money biennially:money triennially:money',
        'tblservers' => 'id:pk name hostname ipaddress username password accesshash:text secure port:int type disabled:int',
        'tblnetworkissues' => 'id:pk startdate:datetime enddate:datetime? title description:text type server:int affecting priority status '
            . 'lastupdate:datetime',
        'tblcancelrequests' => 'id:pk date:datetime relid:int reason:text type created_at:datetime updated_at:datetime',
        'tbladdonmodules' => 'id:pk module setting value:text',
        'tbladmins' => 'id:pk roleid:int username firstname lastname',
        'tblconfiguration' => 'id:pk setting value:text',
        'tblactivitylog' => 'id:pk date:datetime description:text user userid:int ipaddr',
        // Documented as the answer of GetOrders.
        'tblorders' => 'id:pk ordernum:int userid:int date:datetime promocode amount:money paymentmethod invoiceid:int status',
        'tblupgrades' => 'id:pk relid:int type originalvalue newvalue status',
        // Not in the public documentation: the sandbox's own invoicing needs the rules, a module must read rates from invoices.
        // Documented as the answer of GetClientsAddons only.
        'tblhostingaddons' => 'id:pk orderid:int hostingid:int addonid:int userid:int name setupfee:money recurring:money billingcycle tax:int '
            . 'status regdate:date nextduedate:date nextinvoicedate:date paymentmethod notes:text qty:int',
        'tbltax' => 'id:pk level:int name state country taxrate:rate3',
        // What the fake gateway's bank paid out: nothing that a module could read.
        'sandbox_bank' => 'id:pk accountid:int transid amount:money date:datetime',
        // E-mails that went nowhere.
        'sandbox_mails' => 'id:pk recipient subject body:text sent:datetime',
    ];

    private const MARIADB = [
        'pk' => 'INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY',
        'string' => "VARCHAR(255) NOT NULL DEFAULT ''",
        'text' => 'TEXT NOT NULL',
        'int' => 'INT NOT NULL DEFAULT 0',
        'int?' => 'INT NULL',
        'money' => 'DECIMAL(16,2) NOT NULL DEFAULT 0.00',
        'rate3' => 'DECIMAL(10,3) NOT NULL DEFAULT 0.000',
        'rate5' => 'DECIMAL(16,5) NOT NULL DEFAULT 1.00000',
        'date' => "DATE NOT NULL DEFAULT '0000-00-00'",
        'datetime' => "DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00'",
        'datetime?' => 'DATETIME NULL',
    ];

    // SQLite would hand decimals back as floats. As text they come back as the strings that MariaDB's driver gives.
    private const SQLITE = [
        'pk' => 'INTEGER PRIMARY KEY AUTOINCREMENT',
        'string' => "TEXT NOT NULL DEFAULT '' COLLATE NOCASE",
        'text' => "TEXT NOT NULL DEFAULT ''",
        'int' => 'INTEGER NOT NULL DEFAULT 0',
        'int?' => 'INTEGER NULL',
        'money' => "TEXT NOT NULL DEFAULT '0.00'",
        'rate3' => "TEXT NOT NULL DEFAULT '0.000'",
        'rate5' => "TEXT NOT NULL DEFAULT '1.00000'",
        'date' => "TEXT NOT NULL DEFAULT '0000-00-00'",
        'datetime' => "TEXT NOT NULL DEFAULT '0000-00-00 00:00:00'",
        'datetime?' => 'TEXT NULL',
    ];

    private const INDEXES = ['tblhosting' => 'userid', 'tblinvoices' => 'userid', 'tblinvoiceitems' => 'invoiceid,relid',
        'tblcredit' => 'clientid', 'tblaccounts' => 'invoiceid'];

    /** Creates what is missing in the connected database. */
    public static function create(): void
    {
        $connection = Capsule::connection();
        $kinds = $connection->getDriverName() === 'sqlite' ? self::SQLITE : self::MARIADB;
        $end = $connection->getDriverName() === 'sqlite' ? '' : ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
        foreach (self::TABLES as $table => $list) {
            if ($connection->getSchemaBuilder()->hasTable($table)) {
                continue;
            }
            $columns = [];
            foreach (explode(' ', $list) as $column) {
                [$name, $kind] = explode(':', $column) + [1 => 'string'];
                $columns[] = "`$name` $kinds[$kind]";
            }
            $connection->statement("CREATE TABLE `$table` (" . implode(', ', $columns) . ')' . $end);
            foreach (array_filter(explode(',', self::INDEXES[$table] ?? '')) as $column) {
                $connection->statement("CREATE INDEX `{$table}_$column` ON `$table` (`$column`)");
            }
        }
    }

    /** Drops every table of a MariaDB database, the module's too. */
    public static function drop(): void
    {
        Capsule::connection()->getSchemaBuilder()->dropAllTables();
    }
}
