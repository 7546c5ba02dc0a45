using Leeway.Grants;

namespace Leeway.EntityFrameworkCore;

/// <summary>A row of the grant table: the grant as a document, and the columns that queries use.</summary>
/// <remarks>
/// The class is public so that an application's own context can map it, and not sealed because lazy-loading proxies need to derive from it.
/// Only the store should use its contents.
/// </remarks>
public class GrantRow
{
    /// <summary>The <see cref="GrantId"/>.</summary>
    public required string Id { get; set; }

    /// <summary>
    /// The <see cref="GrantMetadata.Version"/>, which every write checks. It also increases when an expired lease is taken over, so that the
    /// previous owner must read the grant again before it can write.
    /// </summary>
    public long Version { get; set; }

    /// <summary>The grant in JSON with encrypted tokens; <see langword="null"/> if there is a lease but no grant.</summary>
    public string? Document { get; set; }

    /// <summary><see cref="GrantMetadata.RotatedAt"/> in UTC, for grants that can be renewed; otherwise <see langword="null"/>.</summary>
    public DateTime? IdleSince { get; set; }

    /// <summary>The time in UTC since when a refresh is unfinished, for grants that can be renewed; otherwise <see
    /// langword="null"/>.</summary>
    public DateTime? OpenSince { get; set; }

    /// <summary>The owner of the lease: machine, process and a random name; <see langword="null"/> if there is no lease.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>The time when the lease ends, in UTC by the clock of the database; <see langword="null"/> if there is no lease.</summary>
    public DateTime? LeaseEndsAt { get; set; }
}
