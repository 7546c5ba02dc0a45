using System.Text.Json.Nodes;

namespace Leeway.Simulator.Wire;

/// <summary>The error responses of Atlassian's products and of the gateway.</summary>
public static class ErrorAnswers
{
    /// <summary>Creates an error response of Jira.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message; <see langword="null"/> if there are only field errors.</param>
    /// <param name="fields">The field errors.</param>
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

    /// <summary>Creates Jira's response for an API that was removed.</summary>
    public static SimulatedResponse JiraRemovedApi() =>
        Jira(410, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.");

    /// <summary>Creates an error response of Jira Service Management.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    /// <param name="key">The key of the message.</param>
    public static SimulatedResponse ServiceManagement(int status, string message, string key = "sd.error") =>
        SimulatedResponse.Json(status, new JsonObject
        {
            ["errorMessage"] = message,
            ["i18nErrorMessage"] = new JsonObject { ["i18nKey"] = key, ["parameters"] = new JsonArray() },
        });

    /// <summary>Creates an error response of the first Confluence API.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    /// <param name="details">The individual errors.</param>
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

    /// <summary>Creates an error response of the first Confluence API in its short form.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    public static SimulatedResponse ConfluenceV1Short(int status, string message) =>
        SimulatedResponse.Json(status, new JsonObject { ["message"] = message, ["statusCode"] = status });

    /// <summary>Creates an error response of the second Confluence API.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The error code, such as <c>NOT_FOUND</c>.</param>
    /// <param name="title">The title of the error.</param>
    /// <param name="detail">Details of the error.</param>
    public static SimulatedResponse ConfluenceV2(int status, string code, string title, string? detail = null) =>
        SimulatedResponse.Json(status, new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject { ["status"] = status, ["code"] = code, ["title"] = title, ["detail"] = detail }),
        });

    /// <summary>Creates an error response of the gateway.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    /// <param name="failureCategory">The value of <c>X-Failure-Category</c>.</param>
    public static SimulatedResponse Gateway(int status, string message, string? failureCategory = null)
    {
        SimulatedResponse answer = SimulatedResponse.Json(status, new JsonObject { ["code"] = status, ["message"] = message });
        return failureCategory is null ? answer : answer.With("X-Failure-Category", failureCategory);
    }

    /// <summary>Creates the gateway's response for an invalid access token.</summary>
    /// <param name="category">The value of <c>X-Failure-Category</c>.</param>
    public static SimulatedResponse Unauthorized(string category = "FAILURE_CLIENT_AUTH") =>
        Gateway(401, "Unauthorized", category).With("WWW-Authenticate", "Bearer");

    /// <summary>Creates the gateway's response for an access token without the required scope.</summary>
    public static SimulatedResponse ScopeMismatch() =>
        Gateway(401, "Unauthorized; scope does not match", "FAILURE_CLIENT_SCOPE_CHECK").With("WWW-Authenticate", "Bearer");

    /// <summary>Creates the gateway's response for a site where the app is not installed.</summary>
    public static SimulatedResponse AppNotInstalled() => Gateway(403, "The app is not installed on this instance");

    /// <summary>
    /// Creates the gateway's response under a load that no single app caused. It has no <c>Retry-After</c>, no reason and no JSON.
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

    /// <summary>Creates the response of the simulator, and not of Atlassian, for an operation that it does not serve.</summary>
    /// <param name="operationId">The operation id.</param>
    /// <param name="method">The HTTP method of the operation.</param>
    /// <param name="path">The path of the operation.</param>
    public static SimulatedResponse NotSimulated(string operationId, string method, string path)
    {
        string message = $"The simulator does not serve the operation '{operationId}' ({method} {path}). "
            + "To see those that it serves, run 'leeway simulate --list' or read AtlassianSimulator.ServedOperations. "
            + "To return a response of your own, use AtlassianSimulator.Faults.AddForOperation.";
        return SimulatedResponse.Json(501, new JsonObject
        {
            ["errorMessages"] = new JsonArray(message),
            ["errors"] = new JsonObject(),
            ["operationId"] = operationId,
        });
    }

    /// <summary>Creates an XML response.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    public static SimulatedResponse Xml(int status, string message) => SimulatedResponse.Text(
        status,
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><status><status-code>{status}</status-code><message>{System.Security.SecurityElement.Escape(message)}</message></status>",
        "application/xml");

    /// <summary>Creates a response with a status only.</summary>
    /// <param name="status">The HTTP status.</param>
    public static SimulatedResponse Empty(int status) => new(status);
}
