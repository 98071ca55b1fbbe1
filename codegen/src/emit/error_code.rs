//! `error_code.rs`: the platform's result codes, and what a caller should do about each.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    docs,
    rust::{Module, Shown, alias, arms, doc, int},
};
use crate::model::{Api, ErrorCode};

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module = Module::new("The platform's result codes other than success.");
    module.import("open_enum", "int_enum");
    module.push(definition(&api.codes));
    module.push(methods(&api.codes));
    module.push(conversion(&api.codes));
    module.finish()
}

fn definition(codes: &[ErrorCode]) -> TokenStream {
    let variants = codes.iter().map(|code| {
        let ErrorCode {
            value,
            rust,
            official,
            docs: text,
            help,
            retryable: _,
        } = code;
        let ident = format_ident!("{rust}");
        let number = value.to_string();
        let docs = doc(&format!(
            "{} (code {value})\n\n{}",
            docs::sentence(&docs::escape(text)),
            docs::sentence(&docs::escape(help))
        ));
        let official = official.as_deref().and_then(alias);
        quote! { #docs #[doc(alias = #number)] #official #ident, }
    });
    quote! {
        /// Why the platform refused a call.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#variants)*
            /// A code that this version of the crate does not know, kept as it came.
            Other(i64),
        }
    }
}

fn methods(codes: &[ErrorCode]) -> TokenStream {
    let idents: Vec<_> = codes.iter().map(ident).collect();
    let values = codes.iter().map(|code| int(code.value));
    let helps = arms(
        codes
            .iter()
            .map(|code| (ident(code), docs::sentence(&code.help))),
    );
    let (name, retryable) = (official_name(codes), is_retryable(codes));
    quote! {
        impl ErrorCode {
            /// The codes that this version of the crate knows, in the documented order.
            pub const KNOWN: &'static [Self] = &[#(Self::#idents),*];

            /// The number that the platform answers with.
            #[must_use]
            pub const fn value(&self) -> i64 {
                match self {
                    #(Self::#idents => #values,)*
                    Self::Other(raw) => *raw,
                }
            }

            /// The platform's own name for it, where it has one.
            #[must_use]
            pub const fn name(&self) -> Option<&'static str> {
                #name
            }

            /// What to do about it.
            #[must_use]
            pub const fn help(&self) -> &'static str {
                match self {
                    #helps
                    Self::Other(_) => "The code is not documented: ask the platform what it means.",
                }
            }

            /// Whether the same call may work a moment later.
            #[must_use]
            pub const fn is_retryable(&self) -> bool {
                #retryable
            }
        }
    }
}

fn ident(code: &ErrorCode) -> Ident {
    format_ident!("{}", code.rust)
}

/// The body of `name`.
fn official_name(codes: &[ErrorCode]) -> TokenStream {
    let named = codes
        .iter()
        .filter_map(|code| Some((ident(code), Shown(code.official.clone()?))));
    let named: Vec<_> = named.collect();
    let rest = if named.len() == codes.len() {
        quote!(Self::Other(_))
    } else {
        quote!(_)
    };
    if named.is_empty() {
        return quote!(None);
    }
    let named = arms(named);
    quote!(match self { #named #rest => None, })
}

/// The body of `is_retryable`.
fn is_retryable(codes: &[ErrorCode]) -> TokenStream {
    let retryable: Vec<_> = codes
        .iter()
        .filter(|code| code.retryable)
        .map(ident)
        .collect();
    if retryable.is_empty() {
        quote!(false)
    } else {
        quote!(matches!(self, #(Self::#retryable)|*))
    }
}

fn conversion(codes: &[ErrorCode]) -> TokenStream {
    let arms = codes.iter().map(|code| {
        let (ident, value) = (format_ident!("{}", code.rust), int(code.value));
        quote!(#value => Self::#ident,)
    });
    quote! {
        impl From<i64> for ErrorCode {
            fn from(wire: i64) -> Self {
                match wire {
                    #(#arms)*
                    other => Self::Other(other),
                }
            }
        }

        int_enum!(ErrorCode);
    }
}
