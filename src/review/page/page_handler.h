// Answers one request of the local page. Blocking: reads the review folder, and writes it when
// asked to by a POST. No other page can drive it: every address begins with a secret token, a
// request must name this host, and one that comes from another origin is refused.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace ringfence::review {

struct PageRequest {
  std::string method;  // GET, HEAD, POST
  std::string target;  // "/TOKEN/api/…", as sent
  std::string body;    // JSON of a POST
  std::string host;    // header Host
  std::string origin;  // header Origin; empty: none was sent
};

struct PageAnswer {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
};

struct PageSigner {
  std::string role, name, title;
};

struct PageOptions {
  std::filesystem::path review;
  std::string token;                  // hex, at least 32 digits
  std::vector<std::string> hosts;     // "127.0.0.1:PORT" …: what Host may be
  std::function<std::int64_t()> now;  // seconds since 1970
  // Signs what a subject's review holds now, writing a packet first where it must; returns where
  // the packet lies.
  std::function<Result<std::string>(const std::string& subject, const PageSigner& signer)> sign;
};

class PageHandler {
 public:
  explicit PageHandler(PageOptions options) : options_(std::move(options)) {}

  // GET  /TOKEN/                       the page; also app.js and app.css
  // GET  /TOKEN/api/review             name, owner, subjects, public comparison files
  // GET  /TOKEN/api/subject/NAME       subject_json
  // GET  /TOKEN/api/map/NAME           the boundary map, SVG
  // GET  /TOKEN/api/compare?with=A,B   compare_json of all subjects and these files
  // POST /TOKEN/api/record/NAME        one decision; an empty one withdraws it
  // POST /TOKEN/api/answers/NAME       one answer, filed as an attestation
  // POST /TOKEN/api/sign/NAME          a signature of a named role over packet, record and answers
  // Errors: {"error": what} with 400 (wrong input), 403 (host, origin or token), 404, 405, 409
  // (the folder is in use), 500.
  PageAnswer answer(const PageRequest& request) const;

 private:
  PageAnswer route(const PageRequest& request, std::string_view path) const;
  Result<PageAnswer> api(const PageRequest& request, std::string_view what,
                         const std::string& argument) const;
  Result<PageAnswer> review_answer() const;
  Result<PageAnswer> subject_answer(const std::string& name) const;
  Result<PageAnswer> map_answer(const std::string& name) const;
  Result<PageAnswer> compare_answer(const std::string& with) const;
  Result<PageAnswer> record_answer(const std::string& name, const std::string& body) const;
  Result<PageAnswer> file_answer(const std::string& name, const std::string& body) const;
  Result<PageAnswer> sign_answer(const std::string& name, const std::string& body) const;

  PageOptions options_;
};

// Sent with every answer: nothing may be loaded from, framed by or sent to anywhere else.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

}  // namespace ringfence::review
