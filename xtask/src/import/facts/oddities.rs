//! Pages on which one thing is odd, and what is told of it.

use super::extract;
use crate::import::page;

/// What stands below the address, and the inconsistencies that are told, by tag and path.
const PAGES: &[(&str, &[&str])] = &[
    // A tick that is lost with its cell is no blank.
    (
        "## param\n\n|Name|Type|Required|Description|\n|-|-|-|-|\n|a|String|√|A|\n|b|String||B|\n|c|String|√|C|\n|d|String|D|\n\n\
         ## Response\n\n|Name|Type|Description|\n|-|-|-|\n|code|int|Code|\n",
        &["cell-missing request.d"],
    ),
    // A name that is lost is not the word after it.
    (
        "## param\n\n|Name|Required|Type|Description|\n|-|-|-|-|\n|a|Yes|String|A|\n\n\
         ## Response\n\n|Name|Type|Description|\n|-|-|-|\n|code|int|Code|\n||string|The phone|\n",
        &["name-lost response"],
    ),
    // What decides whether a field comes is one.
    (
        "## param\n\n|Name|Required|Type|Description|\n|-|-|-|-|\n|a|Yes|String|A|\n\n\
         ## Response\n\n|Name|Type|Description|\n|-|-|-|\n|code|int|Code|\n|why|string|Returned when isFrozen is 1|\n",
        &["missing-row response.isFrozen"],
    ),
    // The labels of two tabs stand above both examples.
    (
        "Body\n\n|Name|Required|Type|Description|\n|-|-|-|-|\n|appId|Yes|String|App|\n|orderNo|Yes|String|Order|\n|sign|Yes|String|Sign|\n\n\
         ## Sample\n\n- Request\n- Response\n\n```json\n{\"appId\": \"x\", \"orderNo\": \"1\", \"sign\": \"y\"}\n```\n\n\
         ```json\n{\"code\": 10000, \"message\": \"Success\"}\n```\n",
        &["no-response-table"],
    ),
];

#[test]
fn what_is_odd_is_told_and_nothing_else() {
    for (rest, expected) in PAGES {
        let text = format!("# T\n\n`POST` `{{domain}}/a/b`\n\n{rest}");
        let pieces = page::read("page.md", text.as_bytes()).unwrap_or_default();
        let facts = extract("page.md", &pieces);
        let told = facts.inconsistencies.iter().map(|one| {
            format!("{} {}", one.tag, one.paths.join(","))
                .trim()
                .to_owned()
        });
        assert_eq!(told.collect::<Vec<_>>(), *expected, "{rest}");
        let only = facts.example_only.iter().map(|one| one.path.as_str());
        let sent: Vec<_> = only.filter(|path| path.starts_with("request")).collect();
        assert_eq!(sent, Vec::<&str>::new(), "{rest}");
    }
}
