//! What an entry says by its tag: what the page claims, and what the draft makes of it.

/// What the page claims; a dash where it claims nothing.
pub(super) fn claim(tag: &str) -> &'static str {
    match tag {
        "ts-seconds" => "The time counts milliseconds.",
        "type-example" | "type-odd" => "The table gives the type.",
        "missing-in-example" => "The field is documented.",
        "list-type" => "The table gives a list, and not of what.",
        "length-meaning" => "The table gives a length for a list.",
        "enum-case" | "enum-glued" => "The page lists the values.",
        "value-conflict" => "The page lists the values, or says what tells rows apart.",
        "required-conflict" | "cell-missing" => "The table says whether it is required.",
        "range-conflict" => "The table gives limits.",
        "name-case" | "name-differs" | "name-lost" => "The table gives the name.",
        "cell-shift" => "Each cell stands below its header.",
        "missing-row" | "example-only" => "The tables list every field.",
        "no-envelope" | "no-response-table" => "The page describes the answer.",
        "example-lost" | "json-invalid" => "The page shows an example.",
        "method-lost" | "path-odd" => "The page says what is called.",
        _ => "-",
    }
}

/// What the draft does.
pub(super) fn decision(tag: &str) -> &'static str {
    match tag {
        "ts-seconds" => "Milliseconds, as the envelope of the spec has it. To be reviewed.",
        "type-example" => {
            "Drafted from what the example shows, but for a list, which stays one. To be reviewed."
        }
        "type-odd" => "Drafted as the type that the words are nearest to. To be reviewed.",
        "missing-in-example" => {
            "In a request as the table has it, in what the platform sends optional. To be reviewed."
        }
        "list-type" => "Drafted from the example, or else from the name. To be reviewed.",
        "length-meaning" => "Drafted as a number of items. To be reviewed.",
        "enum-glued" => "Drafted as the values that it was cut into. To be reviewed.",
        "cell-missing" => "Drafted without what the lost cell said. To be reviewed.",
        "cell-shift" => "Drafted from what each cell looks like. To be reviewed.",
        "name-case" | "name-differs" => {
            "Drafted under the example's name, which is what travels. To be reviewed."
        }
        "name-lost" => "Drafted under a name from the example or the description. To be reviewed.",
        "missing-row" => "Not drafted: no row describes it. To be reviewed.",
        "no-envelope" => {
            "Drafted as what data holds, inside the envelope of every answer. To be reviewed."
        }
        "no-response-table" => "Drafted from the example, where there is one. To be reviewed.",
        "example-lost" => "Drafted without that example. To be reviewed.",
        "json-invalid" => "The example was read all the same. To be reviewed.",
        "method-lost" => "Drafted as POST. To be reviewed.",
        "path-odd" => "Drafted as a path can be. To be reviewed.",
        "example-only" => "Carried, optional, with types read from the example. To be reviewed.",
        _ => "Drafted as the table has it. To be reviewed.",
    }
}
