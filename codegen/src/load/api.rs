//! `api.yaml`: what all endpoints share.

use serde_json::{Value, json};

use super::{
    field::{Field, Rule},
    mapping::{Keys, mapping},
    named::Named,
    schema::Schemas,
    value::FromNode,
};
use crate::{
    diagnostic::{Code as Mistake, Diagnostic, Diagnostics, suggest},
    place::{Place, Spanned},
    yaml::{Kind as NodeKind, Node},
};

mapping! {
    /// The API as a whole.
    "the API" => pub struct Api {
        /// What it is, in one line.
        required "title" like "Wallet users of a merchant, and their balances" => title: Spanned<String>,
        /// How requests and answers are wrapped.
        required "envelope" => envelope: Envelope,
        /// How requests are signed.
        required "signing" => signing: Signing,
        /// The result codes other than success, by number.
        default "codes" => codes: Named<Code>,
        /// Strings and numbers that mean something: ids, money, times.
        default "scalars" => scalars: Named<Scalar>,
        /// Closed lists of values, to which the platform may add.
        default "enums" => enums: Named<Enum>,
        /// Objects that several endpoints share.
        default "types" => types: Named<Type>,
    }
}

mapping! {
    /// How requests and answers are wrapped.
    "the envelope" => pub struct Envelope {
        /// Around requests.
        required "request" => request: RequestEnvelope,
        /// Inside the parameters: the time of the call.
        required "timestamp" => timestamp: Timestamp,
        /// Around answers.
        required "answer" => answer: AnswerEnvelope,
    }
}

mapping! {
    /// The names of the members around every request.
    "the request envelope" => pub struct RequestEnvelope {
        /// The caller's application id.
        required "app_id" like "appId" => app_id: Spanned<String>,
        /// The signature.
        required "sign" like "sign" => sign: Spanned<String>,
        /// The parameters, as JSON text.
        required "param" like "param" => param: Spanned<String>,
    }
}

mapping! {
    /// The time of the call, sent with every request.
    "the timestamp" => pub struct Timestamp {
        /// Its name among the parameters.
        required "field" like "timestamp" => field: Spanned<String>,
        /// Its unit; only `milliseconds` is carried.
        required "unit" of ["milliseconds"] => unit: Spanned<String>,
    }
}

mapping! {
    /// The names of the members around every answer.
    "the answer envelope" => pub struct AnswerEnvelope {
        /// The result code.
        required "code" like "code" => code: Spanned<String>,
        /// The result in words.
        required "message" like "message" => message: Spanned<String>,
        /// The payload.
        required "data" like "data" => data: Spanned<String>,
        /// The code that means success.
        required "success" like 10000 => success: Spanned<i64>,
    }
}

mapping! {
    /// How requests are signed. Stated so that a change of the platform's is noticed: one scheme is carried.
    "signing" => pub struct Signing {
        /// Only `SHA256withRSA` (RSASSA-PKCS1-v1_5 with SHA-256) is carried.
        required "algorithm" of ["SHA256withRSA"] => algorithm: Spanned<String>,
        /// Only `base64` (standard alphabet, padded) is carried.
        required "encoding" of ["base64"] => encoding: Spanned<String>,
    }
}

mapping! {
    /// A result code.
    "a code" => pub struct Code {
        /// Our name for it, in `CamelCase`.
        required "name" like "RateLimit" => name: Spanned<String>,
        /// The platform's name for it, where it has one.
        optional "official" like "OPI_PAY_RATE_LIMIT_ERROR" => official: Spanned<String>,
        /// What it means.
        required "doc" like "Too many calls." => doc: Spanned<String>,
        /// What a caller should do.
        required "help" like "Call less often, and try again later." => help: Spanned<String>,
        /// Whether the same call may work a moment later.
        optional "retryable" like true => retryable: Spanned<bool>,
        /// The fault that a server answers with this code: `signature`, `app_id`, `param`, `timestamp`, `timestamp_expired`, `address` or `server`.
        optional "refuses" of ["signature", "app_id", "param", "timestamp", "timestamp_expired", "address", "server"] => refuses: Spanned<String>,
    }
}

mapping! {
    /// An object with fields.
    "a type" => pub struct Type {
        /// What it is.
        required "doc" like "One movement on a user's balance." => doc: Spanned<String>,
        /// Its fields, in the documented order.
        required "fields" => fields: Named<Field>,
        /// Limits between its fields, when it is sent.
        default "rules" => rules: Vec<Rule>,
    }
}

/// A string or a number that means something.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// What it is.
    pub doc: Spanned<String>,
    /// What kind of thing.
    pub kind: ScalarKind,
}

/// The kinds of scalar that the language carries.
#[derive(Debug, Clone)]
pub enum ScalarKind {
    /// Text that identifies something; two kinds of id cannot be mixed up.
    Id(Id),
    /// A whole number of a currency's smallest unit.
    Money(Money),
    /// A date and time of day in a fixed zone, as `yyyy-MM-dd HH:mm:ss`.
    DateTime(DateTime),
    /// One that could not be read, which a diagnostic says.
    Unread,
}

mapping! {
    /// A whole number of a currency's smallest unit.
    "a money scalar" => pub struct Money {
        /// The kind of scalar: an amount.
        required "kind" of ["money"] => kind: Spanned<String>,
        /// What it is.
        required "doc" like "An amount of Thai baht in satang." => doc: Spanned<String>,
        /// The currency's code, as in `THB`.
        required "currency" like "THB" => currency: Spanned<String>,
        /// The name of the smallest unit, as in `satang`.
        required "unit" like "satang" => unit: Spanned<String>,
        /// How many decimal digits that unit stands for.
        required "digits" of [0, 1, 2, 3, 4] => digits: Spanned<i64>,
    }
}

mapping! {
    /// A date and time of day in a fixed zone.
    "a datetime scalar" => pub struct DateTime {
        /// The kind of scalar: a date and time of day.
        required "kind" of ["datetime"] => kind: Spanned<String>,
        /// What it is.
        required "doc" like "A date and time of day in Thailand." => doc: Spanned<String>,
        /// Only `yyyy-MM-dd HH:mm:ss` is carried.
        required "format" of ["yyyy-MM-dd HH:mm:ss"] => format: Spanned<String>,
        /// The zone's name, as in `Asia/Bangkok`.
        required "zone" like "Asia/Bangkok" => zone: Spanned<String>,
        /// The zone's distance from UTC, as in `"+07:00"`.
        required "offset" like "+07:00" => offset: Spanned<String>,
    }
}

impl Money {
    /// The function that makes an amount from a number of units, as in `from_satang`.
    #[must_use]
    pub fn maker(&self) -> String {
        format!("from_{}", self.unit.value.trim())
    }
}

mapping! {
    /// Text that identifies something.
    "an id scalar" => pub struct Id {
        /// The kind of scalar: text that identifies something.
        required "kind" of ["id"] => kind: Spanned<String>,
        /// What it identifies.
        required "doc" like "The merchant's id of a user." => doc: Spanned<String>,
    }
}

/// The kinds of scalar, as `kind` names them.
const SCALAR_KINDS: [&str; 3] = ["id", "money", "datetime"];

impl FromNode for Scalar {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(kind) = node.get("kind") else {
            // Says that the kind lacks, or what stands here in place of a mapping.
            Keys::of(node, "a scalar", &SCALAR_KEYS, diagnostics)?
                .required::<Spanned<String>>("kind", diagnostics);
            return None;
        };
        let (doc, kind) = match kind.text() {
            Some("id") => {
                let id = Id::from_node(node, diagnostics)?;
                (id.doc.clone(), ScalarKind::Id(id))
            }
            Some("money") => {
                let money = Money::from_node(node, diagnostics)?;
                (money.doc.clone(), ScalarKind::Money(money))
            }
            Some("datetime") => {
                let time = DateTime::from_node(node, diagnostics)?;
                (time.doc.clone(), ScalarKind::DateTime(time))
            }
            _ => {
                let written = Spanned::<String>::from_node(kind, diagnostics)?;
                let message = format!("`{}` is no kind of scalar", written.value);
                let help = suggest(&written.value, SCALAR_KINDS);
                diagnostics.push(Diagnostic::new(
                    Mistake::NotCarried,
                    kind.place,
                    message,
                    help,
                ));
                return None;
            }
        };
        Some(Self { doc, kind })
    }

    fn unread() -> Self {
        Self {
            doc: Spanned::unread(),
            kind: ScalarKind::Unread,
        }
    }

    fn schema(schemas: &mut Schemas) -> Value {
        let kinds = [
            Id::schema(schemas),
            Money::schema(schemas),
            DateTime::schema(schemas),
        ];
        json!({ "anyOf": kinds })
    }
}

/// The keys that one kind of scalar or another has.
const SCALAR_KEYS: [&str; 8] = [
    "kind", "doc", "currency", "unit", "digits", "format", "zone", "offset",
];

mapping! {
    /// A list of values.
    "an enum" => pub struct Enum {
        /// What it tells.
        required "doc" like "The direction of a movement on a balance." => doc: Spanned<String>,
        /// `string`, the default, or `int32`.
        optional "type" of ["string", "int32"] => ty: Spanned<String>,
        /// The values as they travel, each with what it means.
        required "values" like { "CREDIT": "The balance went up.", "DEBIT": "The balance went down." } => values: Named<EnumValue>,
    }
}

impl Enum {
    /// Whether the values travel as numbers.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        self.ty.as_ref().is_some_and(|ty| ty.value == "int32")
    }
}

/// One value of an enum: its meaning, or a mapping with more about it.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// What it means.
    pub doc: Spanned<String>,
    /// The name the page shows to people, where it has one.
    pub label: Option<Spanned<String>>,
    /// Our name for it, in `CamelCase`, where the wire value makes none.
    pub name: Option<Spanned<String>>,
    /// Where it stands.
    pub place: Place,
}

mapping! {
    /// An enum value with more about it.
    "an enum value" => pub struct LongEnumValue {
        /// What it means.
        required "doc" like "Money was put into the wallet." => doc: Spanned<String>,
        /// The name the page shows to people.
        optional "label" like "Top-up" => label: Spanned<String>,
        /// Our name for it, in `CamelCase`, where the wire value makes none.
        optional "name" like "TopUp" => name: Spanned<String>,
    }
}

impl FromNode for EnumValue {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let NodeKind::Mapping(_) = node.kind {
            let LongEnumValue {
                doc,
                label,
                name,
                place,
            } = FromNode::from_node(node, diagnostics)?;
            return Some(Self {
                doc,
                label,
                name,
                place,
            });
        }
        let doc = FromNode::from_node(node, diagnostics)?;
        Some(Self {
            doc,
            label: None,
            name: None,
            place: node.place,
        })
    }

    fn unread() -> Self {
        Self {
            doc: Spanned::unread(),
            label: None,
            name: None,
            place: Place::NOWHERE,
        }
    }

    fn schema(schemas: &mut Schemas) -> Value {
        json!({ "anyOf": [Spanned::<String>::schema(schemas), LongEnumValue::schema(schemas)] })
    }
}
