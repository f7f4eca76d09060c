//! Lists of messages as tables: a column per field, single messages inside opened up.

use super::cell::{find, plain, shown};
use super::names::label;
use comfy_table::{CellAlignment, Table, presets};
use wijkfonds_edge::Language;
use wijkfonds_proto::office::dynamic::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor};

/// Messages inside messages beyond this are a column of their own: a message may hold its own kind.
const DEEPEST: usize = 4;
/// Characters of a text in a table.
const LONGEST: usize = 40;

/// A field, with the single messages that it is in.
type Column = Vec<FieldDescriptor>;

/// The columns of a message.
fn columns(message: &MessageDescriptor, within: &[FieldDescriptor]) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in message.fields() {
        let path: Column = within.iter().cloned().chain([field.clone()]).collect();
        match field.kind() {
            Kind::Message(inner)
                if !field.is_list()
                    && !field.is_map()
                    && inner.fields().len() > 0
                    && path.len() < DEEPEST =>
            {
                columns.extend(self::columns(&inner, &path));
            }
            _ => columns.push(path),
        }
    }
    columns
}

/// What stands above the columns: a field's label, with those of the messages around it where two would be the same.
fn labels(columns: &[Column]) -> Vec<String> {
    let last = |column: &Column| column.last().map(label).unwrap_or_default();
    let label_of = |column: &Column| {
        let same = columns.iter().filter(|other| last(other) == last(column)).count();
        if same == 1 || column.len() == 1 {
            return last(column);
        }
        column.iter().map(label).collect::<Vec<_>>().join(": ")
    };
    columns.iter().map(label_of).collect()
}

/// A table for people. Columns that are empty in every row are left out, and long texts shortened.
pub(super) fn table(language: Language, of: &MessageDescriptor, rows: &[DynamicMessage]) -> Table {
    let columns = columns(of, &[]);
    let labels = labels(&columns);
    let cell = |row: &DynamicMessage, column: &Column| {
        let value = find(row, column).zip(column.last());
        value.map(|(value, field)| shortened(&shown(language, field, &value))).unwrap_or_default()
    };
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
    let is_used =
        |index: &usize| cells.iter().any(|row| row.get(*index).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..columns.len()).filter(is_used).collect();
    let chosen =
        |row: &[String]| used.iter().filter_map(|index| row.get(*index).cloned()).collect::<Vec<_>>();
    let mut table = Table::new();
    table.load_style(presets::UTF8_NO_BORDERS);
    table.set_header(chosen(&labels));
    for row in &cells {
        table.add_row(chosen(row));
    }
    for (column, index) in table.column_iter_mut().zip(&used) {
        let field = columns.get(*index).and_then(|column| column.last());
        if field.is_some_and(is_number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Rows for programs: a heading of the fields' names, joined by dots, and every column.
pub(super) fn records(of: &MessageDescriptor, rows: &[DynamicMessage]) -> Vec<Vec<String>> {
    let columns = columns(of, &[]);
    let name = |column: &Column| column.iter().map(FieldDescriptor::name).collect::<Vec<_>>().join(".");
    let cell = |row: &DynamicMessage, column: &Column| {
        let value = find(row, column).zip(column.last());
        value.map(|(value, field)| plain(field, &value)).unwrap_or_default()
    };
    let heading = columns.iter().map(name).collect();
    let rows = rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect());
    std::iter::once(heading).chain(rows).collect()
}

/// Whether a column's values are numbers, counts or amounts, which stand to the right.
fn is_number(field: &FieldDescriptor) -> bool {
    match field.kind() {
        Kind::String | Kind::Bytes | Kind::Bool | Kind::Enum(_) => false,
        Kind::Message(_) => field.is_list() || field.is_map(),
        _ => true,
    }
}

/// The first line of a text, and no more than has room.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}
