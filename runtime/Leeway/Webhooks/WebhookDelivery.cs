using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Webhooks;

/// <summary>A verified delivery of a webhook, as it was received.</summary>
[DebuggerDisplay("{Identifier,nq} of {Site,nq}")]
public sealed class WebhookDelivery
{
    /// <summary>The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</summary>
    public required string Registration { get; init; }

    /// <summary>The address or cloud id of the site; empty if the body does not name one.</summary>
    public required string Site { get; init; }

    /// <summary>The identifier that Atlassian gave the delivery. It is unique for the site, and the same when the delivery is sent again.</summary>
    public required string Identifier { get; init; }

    /// <summary>The body, which is JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether another delivery with the same body is the same one, because the body contains its time.</summary>
    public bool IsIdentifiedByBody { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How often Atlassian had sent it before.</summary>
    public int RetryCount { get; init; }

    /// <summary><c>Primary</c> for an event, <c>Secondary</c> for its consequences; <see langword="null"/> if the request did not say.</summary>
    public string? Flow { get; init; }

    /// <summary>A key of 64 characters for the registration, the site and the identifier.</summary>
    public string Key => field ??= ComputeKey([], Identifier);

    /// <summary>
    /// A key of 64 characters for the registration, the site and the body; the same as <see cref="Key"/> if the body does not identify the
    /// delivery. The proof of a delivery covers the body, but not the identifier.
    /// </summary>
    public string Fingerprint => field ??= IsIdentifiedByBody ? ComputeKey(SHA256.HashData(Body.Span), "") : Key;

    // The length of each part precedes it, so that no two lists of parts have the same text.
    private string ComputeKey(byte[] digest, string identifier)
    {
        string text = $"{Registration.Length}:{Registration}{Site.Length}:{Site}{identifier.Length}:{identifier}{Convert.ToHexStringLower(digest)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
