//! Tables of test cases as plain text: each row is a text and what is expected of it, `text => expected`. `¶` stands for
//! the end of a line, and `\t` for a tab. Lines that begin with `# ` are headings.

/// Returns the rows of a table.
pub(crate) fn table_rows(table: &str) -> impl Iterator<Item = (String, String)> {
    let written = |text: &str| text.replace(" ¶ ", "\n").replace(" ¶", "\n").replace("\\t", "\t");
    let rows = table.lines().filter(|row| !row.is_empty() && !row.starts_with("# "));
    rows.map(move |row| {
        let (text, expected) = row.split_once(" => ").unwrap_or_else(|| panic!("a row without `=>`: {row}"));
        (written(text), written(expected))
    })
}
