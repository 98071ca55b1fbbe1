//! Rows that were flattened, and what each column is to hold: a line a rule.

use super::super::{align::align, header};

/// A header, a row, and what each column of it is to hold.
const RULES: &[(&str, &str, &str)] = &[
    // Each cell is there.
    (
        "Parameter Name Required Type Length Example Description",
        "id Yes string 1-32 A1 The id",
        "id|Yes|string|1-32|A1|The id",
    ),
    // The same columns called otherwise.
    (
        "Param Must Kind Size Explain",
        "id Y String 1-32 the id",
        "id|Y|String|1-32|the id",
    ),
    (
        "英文名 约束 类别 大小 用途",
        "id 是 字符串 32 编号",
        "id|是|字符串|32|编号",
    ),
    (
        "Field Required Type Length Default Remarks",
        "cod No Boolean - false",
        "cod|No|Boolean|-|false|",
    ),
    // A dash is an empty cell.
    (
        "Parameter Name Required Type Length Example Description",
        "id Yes string - - The id",
        "id|Yes|string|-|-|The id",
    ),
    // Empty cells vanish: of an example, of a length and an example, of whether it must be given.
    (
        "Parameter Name Required Type Length Example Description",
        "id Yes string - The id",
        "id|Yes|string||-|The id",
    ),
    (
        "Parameter Name Required Type Length Example Description",
        "id No string The id",
        "id|No|string|||The id",
    ),
    (
        "参数名 必选 类型 长度 示例 说明",
        "id long - 17 编号",
        "id||long|-|17|编号",
    ),
    (
        "name required type description",
        "fee integer fee in cents",
        "fee||integer|fee in cents",
    ),
    // An example of two words is a time, or a reference.
    (
        "Name Required Type Length Example Description",
        "at Yes string - 2024-11-25 10:00:00 When",
        "at|Yes|string|-|2024-11-25 10:00:00|When",
    ),
    (
        "Name Required Type Length Example Description",
        "code Yes string - Reference list The code",
        "code|Yes|string|-|Reference list|The code",
    ),
    // A word of the sentence is no example.
    (
        "Name Required Type Length Example Description",
        "url No string 150 If it is there, it is used",
        "url|No|string|150||If it is there, it is used",
    ),
    // A month is no length: it would end before it begins.
    (
        "Name Required Type Length Example Description",
        "month No string - 2024-03 The month",
        "month|No|string|-|2024-03|The month",
    ),
    (
        "Name Required Type Length Example Description",
        "month No string 2024-03 The month",
        "month|No|string||2024-03|The month",
    ),
    // A number that the sentence begins with is no length, when none is asked for.
    (
        "Name Required Type Description",
        "n No int 3 or more",
        "n|No|int|3 or more",
    ),
    // A condition belongs to the word before it.
    (
        "Name Required Type Length Description",
        "bank Yes - required if way is BANK string - The bank",
        "bank|Yes - required if way is BANK|string|-|The bank",
    ),
    (
        "Name Required Type Description",
        "t optional(A type mandatory) int The t",
        "t|optional(A type mandatory)|int|The t",
    ),
    // Types of several words.
    (
        "Name Type Description",
        "rows array of object The rows",
        "rows|array of object|The rows",
    ),
    (
        "Name Type Description",
        "rows List<Row> The rows",
        "rows|List<Row>|The rows",
    ),
    (
        "Name Type Description",
        "list orders of a day",
        "list||orders of a day",
    ),
    // Two cells in each other's place.
    (
        "Name Required Type Length Example Description",
        "mobile No 11 string - The number",
        "mobile|No|string|11|-|The number",
    ),
    // A word in capitals is no type that nobody knows: the line goes on from the row before.
    (
        "Name Required Type Length Description",
        "in UTC",
        "in||||UTC",
    ),
    // The example may come last.
    (
        "parameters type required describe example",
        "no string(64) Y your number 1890021",
        "no|string(64)|Y|your number|1890021",
    ),
    (
        "parameters type required describe example",
        "amount string Y up to two decimals",
        "amount|string|Y|up to two decimals|",
    ),
    // A lost name.
    (
        "Name Required Type Length Example Description",
        "No string 1-128 - The address",
        "|No|string|1-128|-|The address",
    ),
    // Marks before a name belong to it.
    (
        "parameter name type example description",
        "- id String E3 The id",
        "- id|String|E3|The id",
    ),
];

#[test]
fn each_rule_puts_each_part_of_a_row_where_it_belongs() {
    for (head, row, expected) in RULES {
        let columns = header::of_line(head).unwrap_or_else(|| panic!("no header: {head}"));
        let parts = super::super::row::parts(row);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let found =
            align(&columns, &parts, &|_| false).unwrap_or_else(|| panic!("no layout: {row}"));
        let held = columns.iter().map(|column| {
            let span = found
                .spans
                .iter()
                .find(|(of, _)| of == column)
                .map(|(_, span)| span.clone());
            span.map(|span| parts[span].join(" ")).unwrap_or_default()
        });
        assert_eq!(held.collect::<Vec<_>>().join("|"), *expected, "{row}");
    }
}
