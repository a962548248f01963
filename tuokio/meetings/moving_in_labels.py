"""What people read for each word of moving in: fields, doubts, and what was left out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.meetings.domain.moving_in_rows import Question
from tuokio.meetings.domain.proposal import ColumnDoubt, DoubtCode, Field, SkipCode, Unreadability

FIELDS = {  # of the type that labels of form fields want
    Field.NAME: _("Name of the process"),
    Field.FORM: _("Form"),
    Field.PAYER: _("Who pays"),
    Field.BUSINESS_ID: _("Business ID"),
    Field.MEMBER_COUNT: _("How many supervisees"),
    Field.MEMBER_NAMES: _("Supervisees"),
    Field.MINUTES: _("Length of one meeting"),
    Field.PRICE: _("Price of one meeting"),
    Field.VAT: _("VAT"),
    Field.INTERVAL: _("Weeks between meetings"),
    Field.PLANNED: _("Number of meetings agreed on"),
    Field.HELD_COUNT: _("Held so far"),
    Field.HELD_DATES: _("Dates held"),
    Field.COMING: _("Dates to come"),
    Field.DATES: _("Dates, held and to come"),
    Field.TIME: _("Time of day"),
    Field.STARTS_ON: _("Valid from"),
    Field.ENDS_ON: _("Valid until"),
    Field.ORDER_NUMBER: _("Order number"),
    Field.COST_CENTRE: _("Cost centre"),
}

DOUBTS: dict[str, Promise] = {
    DoubtCode.NO_COLUMN: _("There is nothing about this in the list."),
    DoubtCode.EMPTY: _("This is empty in the list."),
    DoubtCode.EMPTY_UNDER_VALUE: _("This is empty in the list; the row above has the value shown here."),
    DoubtCode.MERGED_CELL: _("Taken from a cell that reaches over several rows."),
    DoubtCode.FORMULA_WITHOUT_VALUE: _("The cell has a formula without a saved result."),
    DoubtCode.CELL_ERROR: _("The cell shows an error in the spreadsheet."),
    DoubtCode.CONTROL_CHARACTERS: _("Invisible characters were taken out."),
    DoubtCode.TOO_LONG: _("The text was too long and its end was left out."),
    DoubtCode.TEXT_LEFT: _("There is more in the cell than was understood."),
    DoubtCode.UNREADABLE_NUMBER: _("No number could be read here."),
    DoubtCode.AMBIGUOUS_NUMBER: _("The number can mean two different amounts, so it was left empty."),
    DoubtCode.SEVERAL_NUMBERS: _("There are several values in the cell, so none was chosen."),
    DoubtCode.OUT_OF_RANGE: _("The value is outside what is usual."),
    DoubtCode.ROUNDED: _("The value was rounded."),
    DoubtCode.PRICE_WITH_VAT: _("The price seems to include VAT. Here it is written without it."),
    DoubtCode.PRICE_PER_HOUR: _("The price seems to be for an hour. Here it is for one meeting."),
    DoubtCode.PRICE_TOTAL: _("The price seems to be for all meetings together. Here it is for one."),
    DoubtCode.HOURS_OR_MINUTES: _("These may be hours or minutes."),
    DoubtCode.MONTHS_AS_WEEKS: _("A month was taken as four weeks."),
    DoubtCode.PERCENT_OR_SHARE: _("This may be a per cent or a share."),
    DoubtCode.COUNTS_DIFFER: _("Two numbers in the list do not agree."),
    DoubtCode.BUSINESS_ID_WRONG: _("This is not a valid business ID."),
    DoubtCode.FORM_UNKNOWN: _("The form of supervision is not told."),
    DoubtCode.FORM_SEVERAL: _("More than one form is named. Choose the right one."),
    DoubtCode.FORM_FROM_NAME: _("The form was taken from the name."),
    DoubtCode.TEAM_AS_GROUP: _(
        "A team was taken as group supervision; it may be work-community supervision."
    ),
    DoubtCode.NAME_FROM_OTHER: _("The name was taken from another column."),
    DoubtCode.SPELLINGS_DIFFER: _("The name is written in different ways; they were taken as one."),
    DoubtCode.UNREADABLE_DATE: _("No date could be read here."),
    DoubtCode.NO_SUCH_DATE: _("There is no such date in the calendar."),
    DoubtCode.DAY_OR_MONTH: _("The day and the month can be read either way round."),
    DoubtCode.DATE_OR_NUMBER: _("This may be a date or a number."),
    DoubtCode.DATE_OR_TIME: _("This may be a date or a time of day."),
    DoubtCode.SERIAL_DATE: _("A date kept as a number by the spreadsheet; check the day."),
    DoubtCode.YEAR_ASSUMED: _("The year is not told. The nearest one was taken."),
    DoubtCode.YEAR_FROM_NEIGHBOUR: _("The year was taken from the date beside it."),
    DoubtCode.ORDER_UNCLEAR: _("The dates are not in order."),
    DoubtCode.WEEKDAY_DIFFERS: _("The weekday does not fit the date."),
    DoubtCode.SAME_DATE_TWICE: _("The same date stands here twice."),
    DoubtCode.HELD_IN_FUTURE: _("A date among the held ones is still to come."),
    DoubtCode.COMING_IN_PAST: _("A date among those to come has passed already."),
    DoubtCode.HELD_AS_PAST: _("Past dates were taken as held. Take out those that were not."),
    DoubtCode.INTERVAL_FROM_DATES: _("The rhythm was reckoned from the dates."),
    DoubtCode.INTERVALS_DIFFER: _("The dates are not evenly apart."),
    DoubtCode.LENGTHS_DIFFER: _("The meetings are of different lengths; the usual one was taken."),
    DoubtCode.TIMES_DIFFER: _("The meetings begin at different times."),
    DoubtCode.ENDLESS_SERIES: _("The series in the calendar has no end; only a part of it was taken."),
    DoubtCode.SERIES_CUT: _("The series in the calendar is very long; only its beginning was taken."),
    DoubtCode.ZONE_UNKNOWN: _("The time zone of the calendar is not known; check the times."),
    Question.USUAL_LENGTH: _("Not in the list: this is the usual length for the form."),
    Question.USUAL_RHYTHM: _("Not in the list: four weeks is usual."),
    Question.NUMBER_FROM_DATES: _("Not in the list: this is the number of the dates."),
    Question.VAT_SEVERAL: _("There is more than one reason for this per cent. Choose the right one."),
    Question.VAT_UNKNOWN: _("Your practice has no VAT of this per cent now. Choose one."),
}

COLUMN_DOUBTS: dict[str, Promise] = {
    ColumnDoubt.UNKNOWN: _("not understood, left out"),
    ColumnDoubt.NOTES: _("notes are never read in"),
    ColumnDoubt.NO_TITLE: _("no title, left out"),
    ColumnDoubt.SAME_AS_ANOTHER: _("another column holds the same, left out"),
    ColumnDoubt.PARTLY_UNDERSTOOD: _("understood in part, please check"),
    ColumnDoubt.CHOSEN_BY_HAND: _("chosen by you"),
}

SKIPPED: dict[str, Promise] = {
    SkipCode.EMPTY: _("empty row"),
    SkipCode.TITLE: _("title"),
    SkipCode.HEADER: _("row of titles"),
    SkipCode.SUM: _("row of sums"),
    SkipCode.CANCELLED: _("cancelled"),
    SkipCode.NO_TITLE: _("without a title"),
    SkipCode.RULE_NOT_UNDERSTOOD: _("the repetition could not be understood"),
    SkipCode.DATE_OUT_OF_RANGE: _("the date is outside the calendar"),
    SkipCode.UNREADABLE_EVENT: _("could not be read"),
}

UNREADABLE = {
    Unreadability.TOO_BIG: _(
        "The file is larger than 5 MB. Save only the list of processes as its own file."
    ),
    Unreadability.UNPACKS_TOO_BIG: _(
        "The file grows too large when it is opened. Copy the list into a new workbook and save that."
    ),
    Unreadability.TOO_MANY_ROWS: _("There are more than 2000 rows. Leave only the running processes."),
    Unreadability.TOO_MANY_COLUMNS: _("There are more than 60 columns. Leave only those that are needed."),
    Unreadability.TOO_MANY_SHEETS: _("There are more than three sheets. Leave only the list of processes."),
    Unreadability.TOO_MANY_EVENTS: _("There are too many entries in the calendar. Export a shorter time."),
    Unreadability.BROKEN: _("The file could not be opened; it may be damaged. Save it again, also as CSV."),
    Unreadability.HOSTILE: _(
        "The file has parts that a list does not have, so it was not opened. Copy the cells and paste them here."
    ),
    Unreadability.OLD_OR_LOCKED: _(
        "The file is of an old kind or locked with a password. Save it as XLSX without a password."
    ),
    Unreadability.NOT_A_TABLE: _("This is not a table. Choose an XLSX or CSV file, or a calendar (.ics)."),
    Unreadability.EMPTY: _("There is nothing in it. Check that you took the right one."),
}
