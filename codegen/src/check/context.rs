//! What every check of a file needs: the declared names as they are seen from there, and where mistakes go.

use super::{
    scope::Scope,
    symbols::{Resolved, Symbols},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    place::Spanned,
};

/// The surroundings of one file while it is checked.
pub struct Context<'a, 'd> {
    scope: Scope,
    symbols: &'d Symbols<'a>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Context<'a, 'd> {
    /// The surroundings of the file that `scope` names.
    pub fn new(scope: Scope, symbols: &'d Symbols<'a>, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            scope,
            symbols,
            diagnostics,
        }
    }

    /// Says that something is wrong.
    pub fn report(&mut self, mistake: Diagnostic) {
        self.diagnostics.push(mistake);
    }

    /// Where mistakes go, for checks that need no names.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// The declared names.
    pub fn symbols(&self) -> &'d Symbols<'a> {
        self.symbols
    }

    /// What a type's text stands for here, if it is known.
    pub fn resolve(&self, ty: &Spanned<String>) -> Option<Resolved<'a>> {
        self.symbols.resolve(&ty.value, self.scope)
    }

    /// Like [`resolve`](Self::resolve), and reports what is not declared.
    pub fn expect(&mut self, ty: &Spanned<String>) -> Option<Resolved<'a>> {
        self.symbols.expect(ty, self.scope, self.diagnostics)
    }
}
