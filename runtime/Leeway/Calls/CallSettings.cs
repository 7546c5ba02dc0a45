using System.Collections.ObjectModel;
using System.Net.Http.Headers;
using Leeway.Grants;

namespace Leeway.Calls;

/// <summary>
/// What single calls have otherwise than the options say: whose grant, which site, whether to repeat, how long to wait. Give it
/// to <see cref="IAtlassianClient{TClient}.WithSettings"/>, whose result calls with it.
/// </summary>
/// <example>
/// <code>
/// var response = new ResponseRecord();
/// IssueBean issue = await jira.WithSettings(new CallSettings { Response = response }).Issues.GetIssueAsync("ABC-1");
/// Console.WriteLine($"{response.Status}: {response.Find("ETag")}");
/// </code>
/// </example>
/// <remarks>Immutable. A member that is not set leaves the matter as it is without it.</remarks>
public sealed record CallSettings
{
    /// <summary>Where a request carries its settings.</summary>
    public static HttpRequestOptionsKey<CallSettings> Key { get; } = new("Leeway.Settings");

    /// <summary>The grant to call with, in place of <see cref="AtlassianOptions.DefaultGrant"/>.</summary>
    public GrantId? Grant { get; init; }

    /// <summary>The site to call, by its address, cloud id or name, in place of <see cref="AtlassianOptions.Site"/>.</summary>
    public string? Site { get; init; }

    /// <summary>
    /// Whether a call that failed may be sent again. <see langword="null"/>, the default, leaves it to the operation
    /// (<see cref="OperationDescriptor.Repeat"/>): a call is repeated only when a second request does no harm.
    /// </summary>
    /// <remarks>
    /// Set it to <see langword="true"/> for a write whose double you prefer to its loss: after a 502, 503, 504 or a lost response the first
    /// request may have been carried out, and the second is then carried out as well. Set it to <see langword="false"/> to send each
    /// request once, for example when your own code repeats.
    /// </remarks>
    public bool? MayRepeat { get; init; }

    /// <summary>
    /// How long a call may take with all its attempts and the waits between them, until the head of its answer is there; the rest
    /// of an answer that is no file then has as long again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan? Timeout
    {
        get;
        init
        {
            if (value is { } timeout && timeout <= TimeSpan.Zero && timeout != System.Threading.Timeout.InfiniteTimeSpan)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A timeout is positive, or infinite.");
            }

            field = value;
        }
    }

    /// <summary>The part of a file to download. A server may answer with the whole file all the same.</summary>
    public RangeHeaderValue? Range { get; init; }

    /// <summary>
    /// Whether a download follows the redirect to the host that has the file. With <see langword="false"/>, the call returns an empty
    /// stream, and <see cref="ResponseRecord.Find"/> of <see cref="Response"/> returns the file's address as <c>Location</c>, for a
    /// browser to fetch. The address works without a login for a short time: treat it as a secret.
    /// </summary>
    /// <value>The default is to follow.</value>
    public bool? FollowRedirects { get; init; }

    /// <summary>Headers to send beside those of the operation, such as <c>Accept-Language</c>. They are copied when they are set.</summary>
    /// <exception cref="ArgumentException">
    /// A name is not one that a header can have, a value has other characters than printable ASCII, a name is there twice, or a
    /// header is one that the call sets itself, such as <c>Host</c>, <c>Authorization</c> or <c>Content-Type</c>.
    /// </exception>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = RequestHeaders.Validate(value);
    } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Is filled with what the answer says beside its value.</summary>
    public ResponseRecord? Response { get; init; }

    /// <summary>The settings of a request; null where it has none.</summary>
    /// <param name="request">The request, as any handler sees it.</param>
    public static CallSettings? Of(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Options.TryGetValue(Key, out CallSettings? settings) ? settings : null;
    }

    /// <summary>These settings, and where they are silent those of another.</summary>
    internal CallSettings Over(CallSettings? other) => other is null ? this : new CallSettings
    {
        Grant = Grant ?? other.Grant,
        Site = Site ?? other.Site,
        MayRepeat = MayRepeat ?? other.MayRepeat,
        Timeout = Timeout ?? other.Timeout,
        Range = Range ?? other.Range,
        FollowRedirects = FollowRedirects ?? other.FollowRedirects,
        Headers = Join(Headers, other.Headers),
        Response = Response ?? other.Response,
    };

    /// <summary>Puts on a request what is for the server.</summary>
    internal void Apply(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        if (Range is not null)
        {
            request.Headers.Range = Range;
        }

        foreach ((string name, string value) in Headers)
        {
            request.Headers.Remove(name);
            RequestHeaders.Add(request, name, value, nameof(Headers));
        }
    }

    private static IReadOnlyDictionary<string, string> Join(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> other)
    {
        if (first.Count == 0 || other.Count == 0)
        {
            return first.Count == 0 ? other : first;
        }

        var joined = new Dictionary<string, string>(other, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in first)
        {
            joined[name] = value;
        }

        return joined;
    }
}
