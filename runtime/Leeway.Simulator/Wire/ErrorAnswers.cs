using System.Text.Json.Nodes;

namespace Leeway.Simulator.Wire;

/// <summary>The shapes in which Atlassian's products and what stands before them tell of errors.</summary>
public static class ErrorAnswers
{
    /// <summary>Jira's.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is said; <see langword="null"/> for nothing beside the fields.</param>
    /// <param name="fields">What is said of single fields.</param>
    public static SimulatedResponse Jira(int status, string? message = null, params ReadOnlySpan<(string Name, string Message)> fields)
    {
        JsonObject errors = [];
        foreach ((string name, string text) in fields)
        {
            errors[name] = text;
        }

        JsonObject body = new() { ["errorMessages"] = message is null ? [] : new JsonArray(message), ["errors"] = errors };
        if (status == 429)
        {
            body["status"] = status;
        }

        return SimulatedResponse.Json(status, body);
    }

    /// <summary>Jira's to calls of an API that is no more.</summary>
    public static SimulatedResponse JiraRemovedApi() =>
        Jira(410, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.");

    /// <summary>Jira Service Management's.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is said.</param>
    /// <param name="key">The message's key.</param>
    public static SimulatedResponse ServiceManagement(int status, string message, string key = "sd.error") =>
        SimulatedResponse.Json(status, new JsonObject
        {
            ["errorMessage"] = message,
            ["i18nErrorMessage"] = new JsonObject { ["i18nKey"] = key, ["parameters"] = new JsonArray() },
        });

    /// <summary>That of Confluence's first API.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is said.</param>
    /// <param name="details">What is said of single mistakes.</param>
    public static SimulatedResponse ConfluenceV1(int status, string message, params ReadOnlySpan<string> details)
    {
        JsonArray errors = [];
        foreach (string detail in details)
        {
            errors.Add((JsonNode)new JsonObject
            {
                ["message"] = new JsonObject { ["translation"] = detail, ["args"] = new JsonArray() },
            });
        }

        JsonObject data = new() { ["authorized"] = status != 403, ["valid"] = errors.Count == 0, ["errors"] = errors, ["successful"] = false };
        return SimulatedResponse.Json(status, new JsonObject { ["statusCode"] = status, ["data"] = data, ["message"] = message });
    }

    /// <summary>The short one of Confluence's first API.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is said.</param>
    public static SimulatedResponse ConfluenceV1Short(int status, string message) =>
        SimulatedResponse.Json(status, new JsonObject { ["message"] = message, ["statusCode"] = status });

    /// <summary>That of Confluence's second API.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Such as <c>NOT_FOUND</c>.</param>
    /// <param name="title">What is said.</param>
    /// <param name="detail">What is said further.</param>
    public static SimulatedResponse ConfluenceV2(int status, string code, string title, string? detail = null) =>
        SimulatedResponse.Json(status, new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject { ["status"] = status, ["code"] = code, ["title"] = title, ["detail"] = detail }),
        });

    /// <summary>The gateway's own.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is said.</param>
    /// <param name="failureCategory">The value of <c>X-Failure-Category</c>.</param>
    public static SimulatedResponse Gateway(int status, string message, string? failureCategory = null)
    {
        SimulatedResponse answer = SimulatedResponse.Json(status, new JsonObject { ["code"] = status, ["message"] = message });
        return failureCategory is null ? answer : answer.With("X-Failure-Category", failureCategory);
    }

    /// <summary>The gateway's to a token that does not work.</summary>
    /// <param name="category">The value of <c>X-Failure-Category</c>.</param>
    public static SimulatedResponse Unauthorized(string category = "FAILURE_CLIENT_AUTH") =>
        Gateway(401, "Unauthorized", category).With("WWW-Authenticate", "Bearer");

    /// <summary>The gateway's to a token that lacks a scope.</summary>
    public static SimulatedResponse ScopeMismatch() =>
        Gateway(401, "Unauthorized; scope does not match", "FAILURE_CLIENT_SCOPE_CHECK").With("WWW-Authenticate", "Bearer");

    /// <summary>The gateway's for a site where the app may not be used.</summary>
    public static SimulatedResponse AppNotInstalled() => Gateway(403, "The app is not installed on this instance");

    /// <summary>
    /// The gateway's under a load that no single app caused: neither <c>Retry-After</c> nor a reason, and no JSON.
    /// </summary>
    /// <param name="reset">The value of <c>X-RateLimit-Reset</c>; <see langword="null"/> for none.</param>
    public static SimulatedResponse GatewayOverload(DateTimeOffset? reset = null)
    {
        SimulatedResponse answer = SimulatedResponse.Html(429)
            .With("X-Failure-Category", "FAILURE_CLIENT_RATE_LIMITED")
            .With("X-RateLimit-Limit", "360000");
        return reset is { } time
            ? answer.With("X-RateLimit-Reset", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture))
            : answer;
    }

    /// <summary>A document of XML.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is said.</param>
    public static SimulatedResponse Xml(int status, string message) => SimulatedResponse.Text(
        status,
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><status><status-code>{status}</status-code><message>{System.Security.SecurityElement.Escape(message)}</message></status>",
        "application/xml");

    /// <summary>Nothing but the status.</summary>
    /// <param name="status">The HTTP status.</param>
    public static SimulatedResponse Empty(int status) => new(status);
}
