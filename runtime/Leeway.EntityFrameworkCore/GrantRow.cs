using Leeway.Grants;

namespace Leeway.EntityFrameworkCore;

/// <summary>A row of the table of grants: the grant as a document, and beside it what queries ask for.</summary>
/// <remarks>
/// It is public so that an application's own context can map it, and not sealed since a context with lazy-loading proxies takes no sealed
/// class. What is in it is the store's business.
/// </remarks>
public class GrantRow
{
    /// <summary>The <see cref="GrantId"/>.</summary>
    public required string Id { get; set; }

    /// <summary>
    /// The <see cref="Grant.Version"/>, which every write is conditional on. It grows too when a lease that its holder let lapse is
    /// taken over: a process that read before that can no longer write without reading again.
    /// </summary>
    public long Version { get; set; }

    /// <summary>The grant in JSON with its tokens encrypted; <see langword="null"/> where there is a lease but no grant.</summary>
    public string? Document { get; set; }

    /// <summary><see cref="Grant.RotatedAt"/> in UTC, for grants that can be renewed; otherwise <see langword="null"/>.</summary>
    public DateTime? IdleSince { get; set; }

    /// <summary>Since when, in UTC, something is open that a process has to finish, for grants that can be renewed.</summary>
    public DateTime? OpenSince { get; set; }

    /// <summary>Who has the lease: machine, process and a random name.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>When the lease ends, in UTC by the database's clock; <see langword="null"/> where there is none.</summary>
    public DateTime? LeaseEndsAt { get; set; }
}
