//! `endpoints/*.yaml`: one endpoint a file.

use serde_json::{Value, json};

use super::{
    api::{Enum, Scalar, Type},
    field::{Field, Rule},
    mapping::{Keys, mapping},
    named::Named,
    schema::Schemas,
    value::{FromNode, wrong_kind},
};
use crate::{
    diagnostic::Diagnostics,
    place::{Place, Spanned},
    yaml::{Kind, Node, Resolved},
};

mapping! {
    /// One endpoint: its address, its parameters, its limits and its answer.
    "an endpoint" => pub struct Endpoint {
        /// The operation's name in `snake_case`; the client's method is called so.
        required "operation" like "balance_records" => operation: Spanned<String>,
        /// What it does, in one line.
        required "title" like "Movements on the balances of wallet users" => title: Spanned<String>,
        /// What else a caller should know.
        optional "doc" like "The latest created come first." => doc: Spanned<String>,
        /// The path below the platform's domain.
        required "path" like "/open-api/wallet/balance/records" => path: Spanned<String>,
        /// The HTTP method; only `POST` is carried, which is also the default.
        optional "method" of ["POST"] => method: Spanned<String>,
        /// Whether sending it twice does no more than sending it once, so that a failed call may be tried again.
        required "idempotent" like true => idempotent: Spanned<bool>,
        /// Why not to use it any more, and what to use in its place.
        optional "deprecated" like "Ask `balance_records` instead." => deprecated: Spanned<String>,
        /// The parameters, in the order in which they are sent.
        required "request" => request: Named<Field>,
        /// Limits between parameters.
        default "rules" => rules: Vec<Rule>,
        /// How long answers are cut into pages.
        optional "paging" => paging: Paging,
        /// The stretch of time that is asked for; a longer one is asked for piece by piece.
        optional "window" => window: Window,
        /// What the rows say about those of another endpoint: they are movements on accounts.
        optional "ledger" => ledger: Ledger,
        /// Lists that may be cut into several calls when they are longer than their `max_items`.
        default "batch" like ["mchUuidList"] => batch: Vec<Spanned<String>>,
        /// What `data` holds.
        required "response" => response: Response,
        /// Scalars that only this endpoint uses.
        default "scalars" => scalars: Named<Scalar>,
        /// Enums that only this endpoint uses.
        default "enums" => enums: Named<Enum>,
        /// Objects that only this endpoint uses.
        default "types" => types: Named<Type>,
        /// Documented calls, replayed by every check.
        default "examples" => examples: Vec<Example>,
    }
}

mapping! {
    /// How long answers are cut into pages.
    "paging" => pub struct Paging {
        /// Request field: the number of the page, from 1.
        required "page" like "page" => page: Spanned<String>,
        /// Request field: rows a page.
        required "size" like "size" => size: Spanned<String>,
        /// Response field: the rows.
        required "rows" like "list" => rows: Spanned<String>,
        /// Response field: rows on all pages together.
        required "total" like "total" => total: Spanned<String>,
        /// Response field: the number of this page.
        required "current" like "current" => current: Spanned<String>,
        /// Row field by which rows are ordered, the latest first.
        optional "newest_first" like "createTime" => newest_first: Spanned<String>,
        /// What the rows are, in the plural: the sandbox's setting for how many there are is called so.
        optional "called" like "users" => called: Spanned<String>,
    }
}

mapping! {
    /// The stretch of time that is asked for. A `span` rule over the same two fields says how long it may be.
    "a window" => pub struct Window {
        /// Request field: where it begins.
        required "start" like "startTime" => start: Spanned<String>,
        /// Request field: where it ends.
        required "end" like "endTime" => end: Spanned<String>,
        /// Row field that lies in it.
        required "of" like "createTime" => of: Spanned<String>,
    }
}

mapping! {
    /// Rows that are movements on accounts. A balance is the sum of the movements, and the sandbox keeps it so.
    "a ledger" => pub struct Ledger {
        /// The operation whose rows are the accounts, a row each.
        required "accounts" like "wallet_balance" => accounts: Spanned<String>,
        /// Row fields that a movement has in common with its account, and with no other.
        required "by" like ["mchUuid"] => by: Vec<Spanned<String>>,
        /// Row field: how much was moved, negative when the balance went down.
        required "amount" like "amount" => amount: Spanned<String>,
        /// Row field: the balance after the movement. An account's is called the same: the balance after the latest.
        required "balance" like "balance" => balance: Spanned<String>,
        /// Row fields of an account that add up to its balance.
        default "parts" like ["baseBalance", "codBalance"] => parts: Vec<Spanned<String>>,
        /// Row fields of a movement, and the values that they have when the balance went up.
        default "up" like { "direction": ["CREDIT"] } => up: Named<Vec<Spanned<String>>>,
        /// The same for when it went down. Every value of such a field goes one way.
        default "down" like { "direction": ["DEBIT"] } => down: Named<Vec<Spanned<String>>>,
    }
}

/// What `data` holds.
#[derive(Debug, Clone)]
pub enum Response {
    /// `none`: `data` is absent or null.
    None,
    /// `{ list_of: Type }`: `data` is a list of objects.
    List(Spanned<String>),
    /// `{ object: Type }`: `data` is one object of a named type.
    Object(Spanned<String>),
    /// `{ doc: …, fields: … }`: `data` is an object with these fields.
    Fields(ResponseFields),
    /// It could not be read, which a diagnostic says.
    Unread,
}

mapping! {
    /// An object that only one endpoint answers with.
    "a response" => pub struct ResponseFields {
        /// What the object is.
        required "doc" like "One page of movements." => doc: Spanned<String>,
        /// Its fields.
        required "fields" => fields: Named<Field>,
    }
}

impl FromNode for Response {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.resolved() == Some(Resolved::Text("none")) {
            return Some(Self::None);
        }
        if node.get("list_of").is_some() {
            let keys = Keys::of(node, "a response with `list_of`", &["list_of"], diagnostics)?;
            return Some(Self::List(keys.required("list_of", diagnostics)));
        }
        if node.get("object").is_some() {
            let keys = Keys::of(node, "a response with `object`", &["object"], diagnostics)?;
            return Some(Self::Object(keys.required("object", diagnostics)));
        }
        let Kind::Mapping(_) = node.kind else {
            let help = "write `none`, `{ list_of: Type }`, `{ object: Type }`, or a mapping with `doc` and `fields`";
            wrong_kind(node, "a response", help, diagnostics);
            return None;
        };
        if node.get("doc").is_some() || node.get("fields").is_some() {
            return ResponseFields::from_node(node, diagnostics).map(Self::Fields);
        }
        let known = ["list_of", "object", "doc", "fields"];
        let keys = Keys::of(node, "a response", &known, diagnostics)?;
        if let Some(name) = keys.optional("list_of", diagnostics) {
            return Some(Self::List(name));
        }
        if let Some(name) = keys.optional("object", diagnostics) {
            return Some(Self::Object(name));
        }
        if keys.are_all_strange() {
            return None;
        }
        Some(Self::Fields(ResponseFields {
            doc: keys.required("doc", diagnostics),
            fields: keys.required("fields", diagnostics),
            place: node.place,
        }))
    }

    fn unread() -> Self {
        Self::Unread
    }

    fn schema(schemas: &mut Schemas) -> Value {
        schemas.define("Response", |schemas| {
            let named = |key: &str| {
                json!({
                    "type": "object",
                    "properties": { key: { "type": "string" } },
                    "required": [key],
                    "additionalProperties": false,
                })
            };
            json!({
                "anyOf": [
                    { "const": "none" },
                    named("list_of"),
                    named("object"),
                    ResponseFields::schema(schemas),
                ]
            })
        })
    }
}

mapping! {
    /// A documented call.
    "an example" => pub struct Example {
        /// The parameters, without the timestamp.
        optional "request" => request: Node,
        /// What `data` held in the answer.
        optional "response" => response: Node,
    }
}

impl Endpoint {
    /// Where the file begins.
    #[must_use]
    pub fn start(&self) -> Place {
        self.operation.place
    }
}
