//! Decides what is due and why: a pure function of contacts, config and a day (design 5).
//!
//! Each contact's history is folded once into a [`situation`]. Each of the [`rules`] then looks at the
//! situation and answers that something is due, or that it is quiet and why; no rule knows another one.
//! [`choose`] keeps at most one relationship follow-up for a contact, [`when`] finds the day on which it is
//! shown, and [`rank`] decides how much is for today.

pub mod arrange;
pub mod asked;
pub mod choose;
pub mod doubts;
pub mod explain;
pub mod hold;
pub mod id;
pub mod lapse;
pub mod name_order;
pub mod offer;
pub mod owed;
pub mod rank;
pub mod rules;
pub mod situation;
pub mod spread;
pub mod unused_rules;
pub mod verdict;
pub mod when;
