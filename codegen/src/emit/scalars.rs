//! `scalars.rs`: ids, money and times, each a type of its own.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    docs,
    rust::{Module, doc, int},
};
use crate::model::{Api, Scalar, ScalarKind};

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module = Module::new("Ids, money and times: values that cannot be mixed up.");
    for scalar in &api.scalars {
        let item = item(scalar, &mut module);
        module.push(item);
    }
    module.finish()
}

fn item(scalar: &Scalar, module: &mut Module) -> TokenStream {
    let Scalar {
        rust,
        docs: text,
        kind,
    } = scalar;
    let ident = format_ident!("{rust}");
    let docs = doc(&docs::sentence(&docs::escape(text)));
    match kind {
        ScalarKind::Id => {
            module.import("text", "text_id");
            quote! {
                #docs
                #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
                pub struct #ident(String);
                text_id!(#ident);
            }
        }
        ScalarKind::Money {
            currency,
            read,
            make,
            digits,
        } => {
            module.import("money", "money");
            let (digits, read, make) = (
                int(i64::from(*digits)),
                format_ident!("{read}"),
                format_ident!("{make}"),
            );
            quote! {
                #docs
                #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
                pub struct #ident(i64);
                money!(#ident, #currency, #digits, #read, #make);
            }
        }
        ScalarKind::DateTime {
            zone,
            offset_minutes,
        } => {
            module.import("time", "civil");
            module.import("time", "civil_time");
            let (hours, minutes) = (
                int(i64::from(offset_minutes / 60)),
                int(i64::from(offset_minutes % 60)),
            );
            quote! {
                #docs
                #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
                pub struct #ident(civil::DateTime);
                civil_time!(#ident, #zone, #hours, #minutes);
            }
        }
    }
}
