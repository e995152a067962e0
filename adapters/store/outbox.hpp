// adapters/store/outbox.hpp - who is told what: webhooks, and what is still to be sent to them. A
// message is written in the transaction of what it tells, so neither is there without the other.
#pragma once

#include "adapters/store/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace recon::store {

struct webhook {
    std::string id;
    std::string tenant;
    std::string url;
    std::string events;       ///< parted by blanks
    std::string format;       ///< of tickets
    std::string min_severity; ///< of tickets
    std::string secret;       ///< whsec_…; signs what is sent
    bool active = true;       ///< false once the receiver has said that it is gone
    std::int64_t created = 0;
    std::int64_t paused_until = 0; ///< nothing is sent to it before then: it did not answer
};

/// A message to one webhook. It may have several parts, as tickets have, sent one after the other.
struct delivery {
    std::string id;
    std::string tenant;
    std::string webhook;
    std::string event;
    std::string run;               ///< empty: a test
    std::string state = "pending"; ///< pending, delivered or dead
    std::int64_t part = 0;         ///< parts that have arrived
    std::int64_t attempts = 0;     ///< of this part
    std::int64_t due = 0;
    std::int64_t created = 0;
    std::int64_t ended = 0;
    std::int64_t status = 0; ///< of the last answer; 0: there was none
    std::string failure;     ///< why the last attempt failed; for people
};

/// `due` of what is sent by hand: before all that waits.
inline constexpr std::int64_t sent_first = 1;

struct backlog {
    std::uint64_t pending = 0;
    std::uint64_t dead = 0;
};

/// Every function may throw service_unavailable_error.
class outbox {
  public:
    virtual ~outbox() = default;
    virtual void add_webhook(webhook const& made, audit_entry const& by = {}) = 0;
    virtual std::vector<webhook> webhooks_of(std::string const& tenant) = 0;
    virtual std::optional<webhook> find_webhook(std::string const& tenant,
                                                std::string const& id) = 0;
    /// With all that was to be sent to it.
    virtual bool remove_webhook(std::string const& tenant, std::string const& id,
                                audit_entry const& by = {}) = 0;
    virtual void disable_webhook(std::string const& tenant, std::string const& id) = 0;

    /// A message that somebody asks for by hand: it ends the pause of its webhook, as redeliver()
    /// does.
    virtual void add_delivery(delivery const& made, audit_entry const& by = {}) = 0;
    /// Newest first, those older than `after` (empty: all), in a state (empty: in any).
    virtual std::vector<delivery> deliveries_of(std::string const& tenant,
                                                std::string const& webhook,
                                                std::string const& state, std::string const& after,
                                                std::size_t count) = 0;
    /// Sends a dead one again, from the part that did not arrive, before all that waits. False:
    /// there is none.
    virtual bool redeliver(std::string const& tenant, std::string const& webhook,
                           std::string const& id, audit_entry const& by = {}) = 0;

    /// Those due first that nobody sends; of a run and a webhook one after the other.
    virtual std::vector<delivery> claim_deliveries(std::string const& worker, std::size_t count,
                                                   std::int64_t now, std::int64_t lease_until) = 0;
    /// What became of an attempt. False: another has taken it up, or its webhook is gone.
    virtual bool note_delivery(std::string const& worker, delivery const& now_is,
                               std::int64_t lease_until) = 0;
    /// Nothing more is sent to a webhook before then, whatever comes meanwhile: it did not answer.
    virtual void pause_webhook(std::string const& webhook, std::int64_t until) = 0;
    virtual backlog undelivered() = 0;

  protected:
    outbox() = default;
    outbox(outbox const&) = default;
    outbox& operator=(outbox const&) = default;
};

} // namespace recon::store
