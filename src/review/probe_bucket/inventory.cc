#include "review/probe_bucket/inventory.h"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/probe_bucket/findings.h"
#include "review/probe_bucket/times.h"

namespace ringfence::review::bucket {
namespace {

using nlohmann::json;

// One claim about the listing, before the sample is brought in.
struct Claim {
  std::string id;
  std::int64_t examined = 0;
  std::string not_examined = "not drawn into the sample";
  std::string wrong;  // a contradiction; empty: none
  std::string open;   // why nothing can be said; empty: nothing stands in the way
  std::string holds;
  std::vector<std::string> examples;
};

json inventory_json(const Inventory& in) {
  json body = {{"stage", in.sample == nullptr ? "listing" : "sample"},
               {"root", in.listing.root},
               {"count", in.listing.count},
               {"objects", in.listing.objects},
               {"markers", in.listing.markers},
               {"bytes", in.listing.bytes},
               {"listing_file", std::filesystem::path(in.listing.path).filename().string()},
               {"listing_digest", in.raw.bytes.empty() ? "" : evidence::sha256_hex(in.raw.bytes)},
               {"prefixes", in.options->prefixes},
               {"line", "key, version, kind, size, etag, modified, latest, encryption, key id"}};
  if (in.sample != nullptr) {
    body["sample"] = {
        {"seed", in.seed}, {"root_leaf", in.root_leaf}, {"indexes", in.sample->indexes}};
    body["sampled"] = {{"distinct", in.sample->distinct},     {"confirmed", in.sample->confirmed},
                       {"gone", in.sample->gone.count},       {"changed", in.sample->changed.count},
                       {"refused", in.sample->refused.count}, {"locked", in.sample->locked},
                       {"tags_read", in.sample->tags_read}};
  }
  return body;
}

void add_sample_troubles(const Inventory& in, Claim& claim) {
  if (in.sample == nullptr || !claim.open.empty()) return;
  if (in.sample->refused.count > 0)
    claim.open = fmt::format("{} sampled objects could not be looked at: {}",
                             in.sample->refused.count, in.sample->refusal);
}

Finding finding_of(const Inventory& in, Claim claim) {
  add_sample_troubles(in, claim);
  Finding out;
  out.type = "object-inventory";
  out.claims = {claim.id};
  out.unit = "object versions";
  out.population = in.listing.count;
  out.examined = std::min(claim.examined, in.listing.count);
  if (out.examined < out.population)
    out.excluded.push_back({"object versions", claim.not_examined, out.population - out.examined});
  out.body = dump_json(inventory_json(in));
  if (!claim.wrong.empty()) {
    out.result = "fails";
    out.summary = claim.wrong;
  } else if (in.listing.count == 0) {
    out.result = "inconclusive";
    out.summary = "Bucket " + in.options->bucket + " holds no object under the declared prefixes.";
  } else if (!claim.open.empty()) {
    out.result = "inconclusive";
    out.summary = claim.open;
  } else if (in.sample == nullptr) {
    out.result = "inconclusive";
    out.summary = "So far: " + claim.holds +
                  " The root is logged; the reader has yet to draw a sample (a nonce in the trust "
                  "policy, then a second run).";
  } else {
    out.result = "holds";
    out.summary = claim.holds;
  }
  if (!in.raw.bytes.empty()) out.raw.push_back(in.raw);
  if (!claim.examples.empty()) {
    std::string text;
    for (const std::string& line : claim.examples) text += line + "\n";
    out.raw.push_back({claim.id + "-examples.tsv", text, "text/tab-separated-values", "withheld"});
  }
  return out;
}

std::string of_bucket(const Inventory& in) {
  return fmt::format("{} object versions of bucket {}", in.listing.count, in.options->bucket);
}

Claim known_places(const Inventory& in) {
  Claim claim{"C1.res.a", in.listing.count};
  claim.holds = "All " + of_bucket(in) + " are on the platform's list of storage.";
  if (!in.known) {
    claim.open = "No list of what the platform knows was given (--known).";
  } else if (in.analysis->unknown.count > 0) {
    claim.wrong = fmt::format("{} of {} are not on the platform's list of storage.",
                              in.analysis->unknown.count, of_bucket(in));
    claim.examples = in.analysis->unknown.examples.lines;
  }
  const Options& options = *in.options;
  if (claim.wrong.empty() && !options.region.empty() && !in.settings->region.empty() &&
      options.region != in.settings->region)
    claim.wrong = "Bucket " + options.bucket + " lies in region " + in.settings->region +
                  ", declared is " + options.region + ".";
  return claim;
}

Claim leftovers(const Inventory& in) {
  const Analysis& analysis = *in.analysis;
  Claim claim{"C1.ret.b", in.listing.count};
  const std::int64_t grace = in.options->grace_hours;
  claim.holds = fmt::format(
      "No superseded object version and no unfinished upload of bucket {} is older than {} hours.",
      in.options->bucket, grace);
  const std::int64_t uploads = in.uploads == nullptr ? 0 : in.uploads->past_grace;
  if (grace < 0) {
    claim.open = fmt::format(
        "No grace is declared (--grace-hours). Found: {} old versions, {} unfinished uploads.",
        analysis.old_versions, in.uploads == nullptr ? 0 : in.uploads->count);
    return claim;
  }
  if (analysis.superseded.count > 0 || uploads > 0) {
    claim.wrong = fmt::format(
        "In bucket {} {} superseded object versions and {} unfinished uploads are older than the "
        "declared {} hours.",
        in.options->bucket, analysis.superseded.count, uploads, grace);
    claim.examples = analysis.superseded.examples.lines;
    if (uploads > 0)
      claim.examples.insert(claim.examples.end(), in.uploads->examples.begin(),
                            in.uploads->examples.end());
  } else if (in.uploads == nullptr) {
    claim.open = "Unfinished uploads could not be listed: " + in.uploads_error;
  } else if (analysis.undated.count > 0) {
    claim.open =
        fmt::format("The server does not tell the age of {} old versions.", analysis.undated.count);
  }
  return claim;
}

Claim encryption(const Inventory& in) {
  const Options& options = *in.options;
  const bool all = in.analysis->encryption_read + in.listing.markers >= in.listing.count;
  Claim claim{"K4.b", in.analysis->encryption_read + in.listing.markers};
  if (!all && in.sample != nullptr)
    claim.examined = std::max(claim.examined, in.sample->distinct - in.sample->refused.count);
  if (!all) claim.not_examined = "encryption is not part of a listing; not drawn into the sample";
  std::string declared = options.encryption.empty() ? "aws:kms" : options.encryption;
  if (!options.key.empty()) declared += " with key " + options.key;
  claim.holds = fmt::format("{} of {} object versions of bucket {} were looked at; all carry {}.",
                            claim.examined, in.listing.count, options.bucket, declared);
  const Counted& wrong = in.analysis->other_encryption;
  const std::int64_t sampled = in.sample == nullptr ? 0 : in.sample->other_encryption.count;
  if (wrong.count + sampled > 0) {
    claim.wrong = fmt::format("{} object versions of bucket {} do not carry the declared {}.",
                              std::max(wrong.count, sampled), options.bucket, declared);
    claim.examples =
        wrong.count > 0 ? wrong.examples.lines : in.sample->other_encryption.examples.lines;
  } else if (options.encryption.empty() && options.key.empty()) {
    std::string found;
    for (const auto& [name, count] : in.analysis->encryptions)
      found += fmt::format("{}{} {}", found.empty() ? "" : ", ", count, name);
    claim.open = "No encryption is declared (--encryption, --key). Found: " +
                 (found.empty() ? "not looked at" : found) + ".";
  } else if (!in.look_refusal.empty()) {
    claim.open = "Objects could not be looked at: " + in.look_refusal;
  }
  return claim;
}

Claim same_as_logged(const Inventory& in) {
  Claim claim{"Z2.b", in.listing.count};
  if (in.sample == nullptr) {
    claim.holds = of_bucket(in) + " were listed.";
    return claim;
  }
  const SampleResult& sample = *in.sample;
  claim.holds = fmt::format(
      "The listing of {} has the logged root; of {} object versions that the reader's seed drew, "
      "{} are there as listed and {} are gone since.",
      of_bucket(in), sample.distinct, sample.confirmed, sample.gone.count);
  if (sample.changed.count > 0) {
    claim.wrong = fmt::format("{} of {} sampled object versions of bucket {} are not as listed.",
                              sample.changed.count, sample.distinct, in.options->bucket);
    claim.examples = sample.changed.examples.lines;
  } else if (sample.confirmed * 2 < sample.distinct) {
    claim.open = fmt::format(
        "{} of {} sampled object versions are gone since the listing: list again, then sample.",
        sample.gone.count, sample.distinct);
  }
  return claim;
}

Claim names(const Inventory& in) {
  Claim claim{"Z2.c", in.listing.count};
  claim.holds = fmt::format(
      "None of {} names was found in the keys of {} (clear, hex, base64, MD5, SHA-1, SHA-256), nor "
      "in metadata and tags of the sample.",
      in.words, of_bucket(in));
  const std::int64_t sampled = in.sample == nullptr ? 0 : in.sample->named.count;
  if (in.analysis->named.count + sampled > 0) {
    std::string forms;
    for (const auto& [form, count] : in.analysis->named_as)
      forms += fmt::format("{}{} {}", forms.empty() ? "" : ", ", count, form);
    claim.wrong = fmt::format(
        "Names of the word list stand in the keys of {} objects of bucket {}{}, and in metadata or "
        "tags of {} sampled objects.",
        in.analysis->named.count, in.options->bucket, forms.empty() ? "" : " (" + forms + ")",
        sampled);
    claim.examples = in.analysis->named.examples.lines;
  } else if (in.words == 0) {
    claim.open = "The review's word list (words.txt) is empty: no name could be searched.";
  } else if (in.sample != nullptr && in.sample->looked > in.sample->tags_read) {
    claim.open = fmt::format("Tags of {} sampled objects could not be read (s3:GetObjectTagging).",
                             in.sample->looked - in.sample->tags_read);
  }
  return claim;
}

}  // namespace

std::vector<Finding> inventory_findings(const Inventory& inventory) {
  std::vector<Finding> findings;
  for (Claim claim : {same_as_logged(inventory), known_places(inventory), leftovers(inventory),
                      encryption(inventory), names(inventory)})
    findings.push_back(finding_of(inventory, std::move(claim)));
  return findings;
}

Result<LoggedListing> read_logged(const EarlierItem& item, bool sampled_too) {
  const json body = json::parse(item.body, nullptr, false);
  const auto text = [&](const char* name) {
    return body.is_object() && body.contains(name) && body[name].is_string()
               ? body[name].get<std::string>()
               : "";
  };
  LoggedListing logged{text("root"), text("listing_file"), text("listing_digest")};
  const bool usable = text("stage") == "listing" || (sampled_too && text("stage") == "sample");
  if (!body.is_object() || !usable || logged.root.size() != 64)
    return Error(ErrorCode::kNotFound, "the last inventory is not a listing that can be used");
  // A name, not a path: it is looked for in the work folder.
  if (logged.file != std::filesystem::path(logged.file).filename().string())
    return Error(ErrorCode::kCorrupt, "the last inventory names its listing by a path");
  if (body.contains("count") && body["count"].is_number_integer())
    logged.count = body["count"].get<std::int64_t>();
  logged.leaf = item.leaf;
  return logged;
}

}  // namespace ringfence::review::bucket
