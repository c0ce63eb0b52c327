// The calls of the S3 API that Ringfence uses, typed. Every listing is one page; pages() style
// loops belong to the caller, who bounds them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "object_store/s3/client.h"

namespace ringfence::store::s3 {

// A setting of a bucket that has a call of its own: GET /bucket?NAME.
struct Setting {
  std::string_view query;   // "policy", "encryption" ...
  std::string_view action;  // the right it needs: "s3:GetBucketPolicy"
  std::string_view absent;  // the error code that means "not set"; empty: always set
  std::string_view root;    // of the XML; empty: JSON
};
inline constexpr Setting kLocation{"location", "s3:GetBucketLocation", "", "LocationConstraint"};
inline constexpr Setting kPolicy{"policy", "s3:GetBucketPolicy", "NoSuchBucketPolicy", ""};
inline constexpr Setting kPolicyStatus{"policyStatus", "s3:GetBucketPolicyStatus",
                                       "NoSuchBucketPolicy", "PolicyStatus"};
inline constexpr Setting kPublicAccessBlock{"publicAccessBlock", "s3:GetBucketPublicAccessBlock",
                                            "NoSuchPublicAccessBlockConfiguration",
                                            "PublicAccessBlockConfiguration"};
inline constexpr Setting kAcl{"acl", "s3:GetBucketAcl", "", "AccessControlPolicy"};
inline constexpr Setting kOwnershipControls{"ownershipControls", "s3:GetBucketOwnershipControls",
                                            "OwnershipControlsNotFoundError", "OwnershipControls"};
inline constexpr Setting kEncryption{"encryption", "s3:GetEncryptionConfiguration",
                                     "ServerSideEncryptionConfigurationNotFoundError",
                                     "ServerSideEncryptionConfiguration"};
inline constexpr Setting kVersioning{"versioning", "s3:GetBucketVersioning", "",
                                     "VersioningConfiguration"};
inline constexpr Setting kLifecycle{"lifecycle", "s3:GetLifecycleConfiguration",
                                    "NoSuchLifecycleConfiguration", "LifecycleConfiguration"};
inline constexpr Setting kObjectLock{"object-lock", "s3:GetBucketObjectLockConfiguration",
                                     "ObjectLockConfigurationNotFoundError",
                                     "ObjectLockConfiguration"};
inline constexpr Setting kReplication{"replication", "s3:GetReplicationConfiguration",
                                      "ReplicationConfigurationNotFoundError",
                                      "ReplicationConfiguration"};
inline constexpr Setting kLogging{"logging", "s3:GetBucketLogging", "", "BucketLoggingStatus"};
inline constexpr Setting kInventory{"inventory", "s3:GetInventoryConfiguration", "",
                                    "ListInventoryConfigurationsResult"};
inline constexpr Setting kTagging{"tagging", "s3:GetBucketTagging", "NoSuchTagSet", "Tagging"};
inline constexpr Setting kNotification{"notification", "s3:GetBucketNotification", "",
                                       "NotificationConfiguration"};

// The answer as it came; a refusal is an answer too. `more` are further query parameters
// (continuation tokens).
async::Task<Result<Answer>> get_setting(Client& client, std::string bucket, Setting setting,
                                        async::Deadline deadline, Query more = {});

struct ObjectVersion {
  std::string key, version_id, etag, last_modified, storage_class;
  std::uint64_t size_bytes = 0;
  bool latest = false;
  bool marker = false;  // a delete marker: no bytes
};
struct VersionPage {
  std::vector<ObjectVersion> versions;     // ascending by key, newest first within one
  std::string key_marker, version_marker;  // for the next page; both empty: the end
};
// Up to 1,000 versions and markers. kCorrupt: not such a listing, or a server that would never come
// to an end (a next page that does not lie after this one).
async::Task<Result<VersionPage>> list_object_versions(Client& client, std::string bucket,
                                                      std::string prefix, std::string key_marker,
                                                      std::string version_marker,
                                                      async::Deadline deadline);

struct ListedObject {
  std::string key, etag, last_modified;
  std::uint64_t size_bytes = 0;
};
struct ObjectPage {
  std::vector<ListedObject> objects;
  std::string next_token;  // empty: the end
};
// `start_after` counts without a token only.
async::Task<Result<ObjectPage>> list_objects(Client& client, std::string bucket, std::string prefix,
                                             std::string start_after, std::string token,
                                             async::Deadline deadline);

struct Upload {
  std::string key, upload_id, initiated, initiator;
};
struct UploadPage {
  std::vector<Upload> uploads;
  std::string key_marker, id_marker;  // both empty: the end
};
async::Task<Result<UploadPage>> list_multipart_uploads(Client& client, std::string bucket,
                                                       std::string prefix, std::string key_marker,
                                                       std::string id_marker,
                                                       async::Deadline deadline);

// What a HEAD says; empty members were not said.
struct ObjectHead {
  std::uint64_t size_bytes = 0;
  std::string etag, version_id, last_modified;
  std::string encryption;        // "AES256", "aws:kms", "aws:kms:dsse"; empty: the server says none
  std::string kms_key;           // ARN or id
  std::string customer_key_md5;  // set: encrypted with a key that the caller sent (SSE-C)
  bool bucket_key = false;
  std::string replication, lock_mode, lock_until, legal_hold, storage_class, restore, expiration;
  std::vector<net::HttpField> metadata;  // x-amz-meta-*, without the prefix
};
ObjectHead read_head(const Answer& answer);
async::Task<Result<ObjectHead>> head_object(Client& client, std::string bucket, std::string key,
                                            std::string version_id, async::Deadline deadline);

// `headers`: conditions and encryption. The answer holds etag, version and encryption; a refusal is
// an answer too.
async::Task<Result<Answer>> put_object(Client& client, std::string bucket, std::string key,
                                       bytes::Chain body, std::vector<net::HttpField> headers,
                                       async::Deadline deadline);
// `range`: "bytes=0-9" or empty. With a sink the body goes there.
async::Task<Result<Answer>> get_object(Client& client, std::string bucket, std::string key,
                                       std::string version_id, std::string range,
                                       std::size_t bytes_max, async::Deadline deadline);
// One version, or with an empty id what a plain DELETE does (a marker, where versioned).
async::Task<Result<Answer>> delete_object(Client& client, std::string bucket, std::string key,
                                          std::string version_id, async::Deadline deadline);

// Undoes the encoding of listings with encoding-type=url. kCorrupt: a broken escape.
Result<std::string> url_decode(std::string_view text);

}  // namespace ringfence::store::s3
