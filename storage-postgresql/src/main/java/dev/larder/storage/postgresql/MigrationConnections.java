package dev.larder.storage.postgresql;

import java.sql.SQLException;
import java.time.Duration;

/** Connections for making tables, which may take longer than all else. */
final class MigrationConnections extends Lender {

    /** So many times as long as for other answers; with the usual half minute that is ten minutes. */
    private static final int LONGER = 20;

    private final Loans loans;
    private final Duration longest;

    MigrationConnections(Loans loans) {
        this.loans = loans;
        longest = loans.answer().multipliedBy(LONGER);
    }

    @Override
    Lent lend() throws SQLException {
        Loan loan = loans.borrow(longest);
        return new Lent(loan.connection(), loan::close);
    }
}
