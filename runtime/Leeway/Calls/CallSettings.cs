using System.Collections.ObjectModel;
using System.Net.Http.Headers;
using Leeway.Generated;
using Leeway.Grants;

namespace Leeway.Calls;

/// <summary>
/// Settings of single calls that replace the options: the grant, the site, whether to repeat, how long to wait. Pass them to
/// <see cref="IAtlassianClient{TClient}.WithSettings"/>, which returns a client that uses them.
/// </summary>
/// <example>
/// <code>
/// var response = new ResponseRecord();
/// Issue issue = await jira.WithSettings(new CallSettings { Response = response }).Issues.GetIssueAsync("ABC-1");
/// Console.WriteLine($"{response.Status}: {response.Find("ETag")}");
/// </code>
/// </example>
/// <remarks>Immutable. A member that is not set changes nothing.</remarks>
public sealed record CallSettings
{
    /// <summary>The key under which a request carries its settings.</summary>
    public static HttpRequestOptionsKey<CallSettings> Key { get; } = new("Leeway.Settings");

    /// <summary>The grant to call with; replaces <see cref="AtlassianOptions.DefaultGrant"/>.</summary>
    public GrantId? Grant { get; init; }

    /// <summary>The site to call, by its address, cloud id or name; replaces <see cref="AtlassianOptions.Site"/>.</summary>
    public string? Site { get; init; }

    /// <summary>
    /// The Assets workspace to call, by its id; replaces <see cref="AtlassianOptions.Workspace"/>. If only <see cref="Site"/> or
    /// <see cref="Grant"/> is set, Leeway finds the workspace of that site.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>
    /// An address and a token for it, which replace the login and the sites of the registration: <see cref="Grant"/>, <see cref="Site"/> and
    /// <see cref="Workspace"/> are then not used. Only clients whose calls go to Atlassian can use it. A client does not keep it if
    /// another grant, site or workspace is selected afterwards, such as with <c>For(grant)</c>.
    /// </summary>
    public CallTarget? Target { get; init; }

    /// <summary>
    /// Whether a call that failed may be sent again. With <see langword="null"/>, the default, the operation decides
    /// (<see cref="OperationDescriptor.Repeat"/>): a call is repeated only if a second request does no harm.
    /// </summary>
    /// <remarks>
    /// Set it to <see langword="true"/> for a write that you would rather do twice than not at all: after a 502, 503, 504 or a lost
    /// response, the first request may have been carried out, and the second one is then carried out as well. Set it to
    /// <see langword="false"/> to send each request once, for example if your own code repeats calls.
    /// </remarks>
    public bool? MayRepeat { get; init; }

    /// <summary>
    /// The maximum time for a call with all its attempts and waits, until the response headers arrive. The body of a response that is
    /// not a download may then take the same time again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is neither positive nor <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.
    /// </exception>
    public TimeSpan? Timeout
    {
        get;
        init
        {
            if (value is { } timeout && timeout <= TimeSpan.Zero && timeout != System.Threading.Timeout.InfiniteTimeSpan)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A timeout must be positive or infinite.");
            }

            field = value;
        }
    }

    /// <summary>The part of a file to download. A server may return the whole file nevertheless.</summary>
    public RangeHeaderValue? Range { get; init; }

    /// <summary>
    /// Whether a download follows the redirect to the host of the file. With <see langword="false"/>, the call returns an empty
    /// stream, and <see cref="ResponseRecord.Find"/> of <see cref="Response"/> returns the address of the file as <c>Location</c>, which a
    /// browser can open. The address works without a login for a short time: treat it as a secret.
    /// </summary>
    /// <value>By default, the redirect is followed.</value>
    public bool? FollowRedirects { get; init; }

    /// <summary>Headers to send in addition to those of the operation, such as <c>Accept-Language</c>. They are copied.</summary>
    /// <exception cref="ArgumentException">
    /// A name is not a valid header name, a value has characters other than printable ASCII, a name occurs twice, or the call sets the
    /// header itself, such as <c>Host</c>, <c>Authorization</c> or <c>Content-Type</c>.
    /// </exception>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = RequestHeaders.Validate(value);
    } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Receives the status and headers of the response.</summary>
    public ResponseRecord? Response { get; init; }

    /// <summary>Returns the settings of a request; null if it has none.</summary>
    /// <param name="request">The request, as handlers receive it.</param>
    public static CallSettings? Of(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Options.TryGetValue(Key, out CallSettings? settings) ? settings : null;
    }

    /// <summary>Combines these settings with others, which apply to the members that are not set here.</summary>
    internal CallSettings Over(CallSettings? other) => other is null ? this : new CallSettings
    {
        Grant = Grant ?? other.Grant,
        Site = Site ?? other.Site,

        // The workspace of the others belongs to their site.
        Workspace = Workspace ?? (Site is null && Grant is null ? other.Workspace : null),

        // The token of the others is for their address, and not for a grant, site or workspace that is selected here.
        Target = Target ?? (SelectsSite() ? null : other.Target),
        MayRepeat = MayRepeat ?? other.MayRepeat,
        Timeout = Timeout ?? other.Timeout,
        Range = Range ?? other.Range,
        FollowRedirects = FollowRedirects ?? other.FollowRedirects,
        Headers = Join(Headers, other.Headers),
        Response = Response ?? other.Response,
    };

    private bool SelectsSite() => Grant is not null || Site is not null || Workspace is not null;

    /// <summary>Adds the settings and their headers to a request.</summary>
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
