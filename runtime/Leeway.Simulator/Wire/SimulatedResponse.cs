using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Simulator.Wire;

/// <summary>A response of the simulator.</summary>
public sealed record SimulatedResponse
{
    /// <summary>Initializes a response without content.</summary>
    /// <param name="status">The HTTP status.</param>
    public SimulatedResponse(int status)
    {
        Status = status;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The media type; <see langword="null"/> for a response without content.</summary>
    public string? ContentType { get; init; }

    /// <summary>The headers, without those of the content.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The part of a file that is sent instead of <see cref="Body"/>.</summary>
    internal FilePart? File { get; init; }

    /// <summary>The number of bytes of the content.</summary>
    internal long ContentLength => File?.Length ?? Body.Length;

    /// <summary>The number of bytes of the content after which the connection breaks.</summary>
    internal long? BreaksAfter { get; init; }

    /// <summary>The points that the response costs.</summary>
    internal int Points { get; init; } = 1;

    /// <summary>Creates a JSON response.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The JSON.</param>
    public static SimulatedResponse Json(int status, JsonNode body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Text(status, body.ToJsonString(), "application/json");
    }

    /// <summary>Creates a text response.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="text">The text.</param>
    /// <param name="contentType">The media type.</param>
    public static SimulatedResponse Text(int status, string text, string contentType = "text/plain") =>
        new(status) { Body = Encoding.UTF8.GetBytes(text), ContentType = contentType };

    /// <summary>Creates an HTML error page, as a proxy in front of Atlassian does.</summary>
    /// <param name="status">The HTTP status.</param>
    public static SimulatedResponse Html(int status) =>
        Text(status, $"<!doctype html><html><body><h1>HTTP Status {status}</h1></body></html>", "text/html");

    /// <summary>Creates a redirect.</summary>
    /// <param name="status">The HTTP status, such as 302 or 303.</param>
    /// <param name="location">The target of the redirect.</param>
    public static SimulatedResponse Redirect(int status, string location) =>
        new SimulatedResponse(status).With("Location", location);

    /// <summary>Returns a copy of the response with an additional header.</summary>
    /// <param name="name">The name of the header.</param>
    /// <param name="value">The value of the header.</param>
    public SimulatedResponse With(string name, string value) =>
        this with { Headers = [.. Headers, new KeyValuePair<string, string>(name, value)] };

    /// <summary>Opens the content for sending.</summary>
    internal Stream OpenContent()
    {
        Stream content = File?.OpenRead() ?? SimulatedContent.Of(Body).OpenRead();
        return BreaksAfter is { } bytes ? new BreakingStream(content, bytes) : content;
    }

    /// <summary>Returns a copy of the response with its cost: one point, plus one for each object and two for each user.</summary>
    internal SimulatedResponse Holding(int objects = 0, int users = 0) => this with { Points = 1 + objects + (2 * users) };

    /// <summary>Returns the status.</summary>
    public override string ToString() => $"{Status}";
}
