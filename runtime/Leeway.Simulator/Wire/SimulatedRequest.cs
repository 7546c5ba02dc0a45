using System.Net;
using System.Text;
using Leeway.Simulator.Operations;

namespace Leeway.Simulator.Wire;

/// <summary>A request that reached the simulator.</summary>
public sealed class SimulatedRequest
{
    private readonly List<KeyValuePair<string, string>> _query;
    private readonly Lazy<SimulatedOperation?> _operation;

    /// <summary>Creates a request.</summary>
    /// <param name="origin">The host that the request was sent to.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="target">The path and query, not decoded.</param>
    /// <param name="headers">The headers, including those of the content. Multiple values are joined with commas.</param>
    /// <param name="body">The content.</param>
    public SimulatedRequest(
        SimulatedOrigin origin,
        string method,
        string target,
        IReadOnlyDictionary<string, string>? headers = null,
        ReadOnlyMemory<byte> body = default)
        : this(origin, method, target, headers, SimulatedContent.Of(body), null)
    {
        if (FormFiles.FindBoundary(Headers.GetValueOrDefault("Content-Type")) is { } boundary)
        {
            // Reading from memory completes at once.
            using MemoryStream content = new(body.ToArray(), writable: false);
            Files = FormFiles.ReadAsync(content, boundary, RequestReceiver.LargestHeld).GetAwaiter().GetResult();
        }
    }

    internal SimulatedRequest(
        SimulatedOrigin origin,
        string method,
        string target,
        IReadOnlyDictionary<string, string>? headers,
        SimulatedContent content,
        IReadOnlyList<ReceivedFile>? files)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(target);

        Origin = origin;
        Method = method;
        Target = target;
        Headers = headers is null
            ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        Content = content;
        Files = files;

        int question = target.IndexOf('?', StringComparison.Ordinal);
        Path = question < 0 ? target : target[..question];
        _operation = new(() => ProductSegments is { } segments ? OperationCatalog.Find(Method, segments) : null);
        _query = ReadQuery(question < 0 ? "" : target[(question + 1)..]);
        Query = LastValues(_query);
    }

    /// <summary>The host that the request was sent to.</summary>
    public SimulatedOrigin Origin { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The name of the host, which identifies a site.</summary>
    public string? Host { get; init; }

    /// <summary>The full address; <see langword="null"/> if only the origin is known.</summary>
    public Uri? Address { get; init; }

    /// <summary>The path and query, not decoded.</summary>
    public string Target { get; }

    /// <summary>The path, not decoded.</summary>
    public string Path { get; }

    /// <summary>The decoded query. A repeated name has its last value.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>The headers by name, ignoring case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The content.</summary>
    public SimulatedContent Content { get; }

    /// <summary>The bytes of the content; empty if it was too large to store.</summary>
    public ReadOnlyMemory<byte> Body => Content.IsHeld ? Content.Bytes : default;

    /// <summary>The files of a form; <see langword="null"/> if the content is not a well-formed form.</summary>
    internal IReadOnlyList<ReceivedFile>? Files { get; }

    /// <summary>The operation; <see langword="null"/> if no document of Atlassian describes one with this method and path.</summary>
    public SimulatedOperation? Operation => _operation.Value;

    /// <summary>The status of the response; <see langword="null"/> until there is one, and if the connection broke before.</summary>
    public int? Status { get; internal set; }

    /// <summary>The decoded segments of the path after the gateway's prefix; null for a host without products.</summary>
    internal string[]? ProductSegments
    {
        get
        {
            string[] segments = Path.Split('/')[1..];
            if (Origin == SimulatedOrigin.Gateway)
            {
                // Confluence accepts paths with and without its prefix.
                segments = segments switch
                {
                    ["ex", "confluence", _, not "wiki", ..] => ["wiki", .. segments[3..]],
                    ["ex", _, _, .. var rest] => rest,
                    _ => [],
                };
            }
            else if (Origin is not (SimulatedOrigin.Site or SimulatedOrigin.Bitbucket))
            {
                return null;
            }

            return segments.Length == 0 ? null : Array.ConvertAll(segments, Uri.UnescapeDataString);
        }
    }

    /// <summary>The bearer token of the Authorization header.</summary>
    public string? BearerToken =>
        Headers.TryGetValue("Authorization", out string? value) && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim()
            : null;

    /// <summary>The user name and password of the Authorization header: an email address and an API token.</summary>
    public (string Email, string Token)? BasicLogin
    {
        get
        {
            if (!Headers.TryGetValue("Authorization", out string? value) || !value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            byte[] bytes = new byte[value.Length];
            if (!Convert.TryFromBase64String(value["Basic ".Length..].Trim(), bytes, out int written))
            {
                return null;
            }

            string login = Encoding.UTF8.GetString(bytes, 0, written);
            int colon = login.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : (login[..colon], login[(colon + 1)..]);
        }
    }

    /// <summary>Returns the method, the host, the path and the operation, without query, headers and token.</summary>
    public override string ToString() => Operation is { } operation ? $"{Method} {Origin}{Path} ({operation.Id})" : $"{Method} {Origin}{Path}";

    /// <summary>Returns the values of a name in the query, in order.</summary>
    internal IEnumerable<string> QueryValues(string name) =>
        _query.Where(pair => pair.Key == name).Select(static pair => pair.Value);

    /// <summary>Returns the values of a field of a form in the content, in order.</summary>
    internal IEnumerable<string> FormValues(string name) =>
        ReadQuery(Encoding.UTF8.GetString(Body.Span)).Where(pair => pair.Key == name).Select(static pair => pair.Value);

    private static Dictionary<string, string> LastValues(List<KeyValuePair<string, string>> query)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach ((string name, string value) in query)
        {
            values[name] = value;
        }

        return values;
    }

    private static List<KeyValuePair<string, string>> ReadQuery(string query)
    {
        List<KeyValuePair<string, string>> values = [];
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            values.Add(new(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value)));
        }

        return values;
    }
}
