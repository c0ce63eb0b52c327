// Actions of the provider by what they are worth to somebody who should not have them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ringfence::review::iam {

using Actions = std::vector<std::string>;

const Actions& read_actions();           // objects
const Actions& write_actions();          // objects: create or replace
const Actions& delete_actions();         // objects
const Actions& list_actions();           // bucket
const Actions& bucket_settings();        // bucket: policy, encryption, lifecycle, replication ...
const Actions& object_settings();        // objects: access lists, retention
const Actions& key_settings();           // key: policy, grants, deletion
const Actions& identity_settings();      // roles, users, policies of the account
const Actions& run_with_role_actions();  // start something that runs with a passed role
const Actions& run_code_actions();       // run code where something else already runs
const Actions& installation_actions();   // what only setting up and changing a deployment needs
// All of the above and some that are common: what a pattern with wildcards is tried with.
const Actions& known_actions();

// What the action does, in plain words: "read an object"; empty where there are none.
std::string_view in_plain_words(std::string_view action);

// Actions that a word of the declared list stands for.
Actions actions_of_word(std::string_view word);

}  // namespace ringfence::review::iam
