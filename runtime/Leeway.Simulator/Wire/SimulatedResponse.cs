using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Simulator.Wire;

/// <summary>An answer of the simulator.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The content.</param>
/// <param name="ContentType">Its type; <see langword="null"/> for an answer without content.</param>
public sealed record SimulatedResponse(int Status, ReadOnlyMemory<byte> Body = default, string? ContentType = null)
{
    /// <summary>Headers beside the content's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The part of a file that is sent in place of <see cref="Body"/>.</summary>
    internal FilePart? File { get; init; }

    /// <summary>How many bytes the content has.</summary>
    internal long ContentLength => File?.Length ?? Body.Length;

    /// <summary>After how many bytes of the content the connection breaks.</summary>
    internal long? BreaksAfter { get; init; }

    /// <summary>What the answer costs of the hour's points.</summary>
    internal int Points { get; init; } = 1;

    /// <summary>An answer of JSON.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The JSON.</param>
    public static SimulatedResponse Json(int status, JsonNode body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new SimulatedResponse(status, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");
    }

    /// <summary>An answer of text.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="text">The text.</param>
    /// <param name="contentType">Its type.</param>
    public static SimulatedResponse Text(int status, string text, string contentType = "text/plain") =>
        new(status, Encoding.UTF8.GetBytes(text), contentType);

    /// <summary>A page such as a proxy in front of Atlassian shows in trouble.</summary>
    /// <param name="status">The HTTP status.</param>
    public static SimulatedResponse Html(int status) =>
        Text(status, $"<!doctype html><html><body><h1>HTTP Status {status}</h1></body></html>", "text/html");

    /// <summary>A redirect.</summary>
    /// <param name="status">Such as 302 or 303.</param>
    /// <param name="location">Where to.</param>
    public static SimulatedResponse Redirect(int status, string location) =>
        new SimulatedResponse(status).With("Location", location);

    /// <summary>The same answer with one header more.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    public SimulatedResponse With(string name, string value) =>
        this with { Headers = [.. Headers, new KeyValuePair<string, string>(name, value)] };

    /// <summary>The content as it is sent.</summary>
    internal Stream OpenContent()
    {
        Stream content = File?.OpenRead() ?? SimulatedContent.Of(Body).OpenRead();
        return BreaksAfter is { } bytes ? new BreakingStream(content, bytes) : content;
    }

    /// <summary>The same answer at the price of what it holds: a point for each object, two for each user.</summary>
    internal SimulatedResponse Holding(int objects = 0, int users = 0) => this with { Points = 1 + objects + (2 * users) };

    /// <summary>The status.</summary>
    public override string ToString() => $"{Status}";
}
