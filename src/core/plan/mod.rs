//! What is due, and why: a pure function of contacts, config and a day (design 5).
//!
//! Each contact's situation is folded from its history once. Then each rule looks
//! at it and answers: due, or quiet because. No rule knows another one; `choose`
//! keeps one relationship follow-up a contact, `when` finds the day it is shown on,
//! `rank` says how much of it is for today.

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
pub mod verdict;
pub mod when;
