using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Json;

namespace Leeway.Webhooks;

/// <summary>Calls Jira's operations for dynamic webhooks, for a grant at a site.</summary>
internal sealed class JiraWebhookApi(AtlassianCaller caller)
{
    private const string Route = "/rest/api/3/webhook";
    private const string ClassicScopes = "read:jira-work manage:jira-webhook";
    private const int PageSize = 100;

    /// <summary>More than any app can have. A list that cannot be read to its end proves nothing about what is missing.</summary>
    private const int MaxPages = 1_000;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    private static readonly OperationDescriptor s_list = new(
        "getDynamicWebhooksForApp", HttpMethod.Get, Route, "jira", "Jira", [200], ClassicScopes, "read:webhook:jira read:jql:jira");

    private static readonly OperationDescriptor s_register = new(
        "registerDynamicWebhooks", HttpMethod.Post, Route, "jira", "Jira", [200], ClassicScopes, "read:field:jira read:project:jira write:webhook:jira",
        repeat: RepeatRule.Never);

    private static readonly OperationDescriptor s_refresh = new(
        "refreshWebhooks", HttpMethod.Put, Route + "/refresh", "jira", "Jira", [200], ClassicScopes, "write:webhook:jira read:webhook:jira");

    private static readonly OperationDescriptor s_delete = new(
        "deleteWebhookById", HttpMethod.Delete, Route, "jira", "Jira", [202], ClassicScopes, "delete:webhook:jira");

    /// <summary>Lists the webhooks of the user, or of the whole app: Atlassian's reference does not say which.</summary>
    public async Task<IReadOnlyList<ListedWebhook>> ListAsync(GrantId grant, string cloudId, CancellationToken cancellationToken)
    {
        List<ListedWebhook> webhooks = [];
        int startAt = 0;
        for (int page = 0; page < MaxPages; page++)
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"{Route}?startAt={startAt}&maxResults={PageSize}");
            RawJson answer = await For(grant, cloudId).SendAsync<RawJson>(s_list.CreateRequest(address), cancellationToken).ConfigureAwait(false);
            int count = Read(answer, webhooks);
            startAt += count;
            bool isLast = answer.TryGetProperty("isLast", out RawJson last) && last.TryGetBoolean(out bool value)
                ? value
                : !answer.TryGetProperty("total", out RawJson all) || !all.TryGetInt64(out long total) || startAt >= total;
            if (isLast || count == 0)
            {
                return webhooks;
            }
        }

        throw new RegistrationRefusedException($"Jira lists more than {MaxPages * PageSize} webhooks of the app, which cannot be right.");
    }

    /// <summary>Registers a webhook.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="RegistrationRefusedException">Jira did not accept it.</exception>
    public async Task<long> RegisterAsync(
        GrantId grant, string cloudId, JiraWebhookDescription description, SingleUseContent content, CancellationToken cancellationToken)
    {
        RawJson answer = await For(grant, cloudId).SendAsync<RawJson>(s_register.CreateRequest(Route, content), cancellationToken).ConfigureAwait(false);
        if (answer.TryGetProperty("webhookRegistrationResult", out RawJson results) && results.Kind == JsonValueKind.Array)
        {
            foreach (RawJson result in results.EnumerateArray())
            {
                if (FindInteger(result, "createdWebhookId") is { } id)
                {
                    return id;
                }

                if (result.Kind == JsonValueKind.Object && result.TryGetProperty("errors", out RawJson errors) && errors.Kind == JsonValueKind.Array)
                {
                    List<string> messages = [];
                    foreach (RawJson error in errors.EnumerateArray())
                    {
                        messages.Add(DisplayText.Clean(error.GetString() ?? "").TrimEnd('.'));
                    }

                    throw new RegistrationRefusedException(
                        $"Jira refused the webhook: {string.Join("; ", messages)}. Correct its description ({description.JqlFilter}, {string.Join(", ", description.Events)}).");
                }
            }
        }

        // Whether it was created is not known, which is not a refusal.
        throw new JsonException("Jira's response to the registration of a webhook has neither an id nor errors.");
    }

    /// <summary>Extends the life of a webhook. Jira ignores an id that it does not know.</summary>
    /// <returns>When the webhook expires; <see langword="null"/> if Jira does not say so.</returns>
    public async Task<DateTimeOffset?> ExtendAsync(GrantId grant, string cloudId, long id, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = s_refresh.CreateRequest(Route + "/refresh", CreateIds([id]));
        return FindTime(await For(grant, cloudId).SendAsync<RawJson>(request, cancellationToken).ConfigureAwait(false), "expirationDate");
    }

    /// <summary>Deletes webhooks. Jira ignores ids that it does not know.</summary>
    public Task DeleteAsync(GrantId grant, string cloudId, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        For(grant, cloudId).SendAsync(s_delete.CreateRequest(Route, CreateIds(ids)), cancellationToken);

    /// <summary>Writes the body of a registration.</summary>
    public static ReadOnlyMemory<byte> Write(JiraWebhookDescription description) => Write(writer =>
    {
        writer.WriteString("url", description.Address);
        writer.WriteStartArray("webhooks");
        writer.WriteStartObject();
        writer.WriteString("jqlFilter", description.JqlFilter.ToString());
        WriteNames(writer, "events", description.Events);
        WriteNames(writer, "fieldIdsFilter", description.FieldIdsFilter);
        WriteNames(writer, "issuePropertyKeysFilter", description.IssuePropertyKeysFilter);
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    private AtlassianCaller For(GrantId grant, string cloudId) =>
        caller.WithSettings(new CallSettings { Grant = grant, Site = cloudId, Timeout = s_timeout });

    /// <returns>The number of entries.</returns>
    private static int Read(RawJson answer, List<ListedWebhook> webhooks)
    {
        if (answer.Kind != JsonValueKind.Object || !answer.TryGetProperty("values", out RawJson values) || values.Kind != JsonValueKind.Array)
        {
            throw new JsonException("Jira's list of webhooks has no values.");
        }

        int count = 0;
        foreach (RawJson entry in values.EnumerateArray())
        {
            count++;
            long id = FindInteger(entry, "id") ?? throw new JsonException("An entry of Jira's list of webhooks has no id.");
            string url = entry.TryGetProperty("url", out RawJson text) ? text.GetString() ?? "" : "";
            webhooks.Add(new ListedWebhook(id, url, FindTime(entry, "expirationDate")));
        }

        return count;
    }

    private static long? FindInteger(RawJson json, string name) =>
        json.Kind != JsonValueKind.Object || !json.TryGetProperty(name, out RawJson value) ? null
        : value.TryGetInt64(out long number) ? number
        : value.Kind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) ? parsed
        : null;

    // The document declares milliseconds, and the examples of the reference have a date.
    private static DateTimeOffset? FindTime(RawJson json, string name) =>
        FindInteger(json, name) is { } milliseconds
            ? milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null
        : json.Kind == JsonValueKind.Object && json.TryGetProperty(name, out RawJson value) && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time
        : null;

    private static ByteArrayContent CreateIds(IReadOnlyList<long> ids)
    {
        ReadOnlyMemory<byte> json = Write(writer =>
        {
            writer.WriteStartArray("webhookIds");
            foreach (long id in ids)
            {
                writer.WriteNumberValue(id);
            }

            writer.WriteEndArray();
        });
        ByteArrayContent content = new(json.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private static void WriteNames(Utf8JsonWriter writer, string name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> writeMembers)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
