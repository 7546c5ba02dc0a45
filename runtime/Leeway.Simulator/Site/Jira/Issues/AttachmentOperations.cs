using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of files.</summary>
internal sealed class AttachmentOperations(JiraState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "addAttachment", Add);
        table.Add("jira", "getAttachment", Get);
        table.Add("jira", "removeAttachment", Remove);
        table.Add("jira", "getAttachmentContent", Download);
    }

    public SimulatedAttachment Attach(JiraIssue issue, string fileName, string contentType, SimulatedContent content, DateTimeOffset now)
    {
        string id = state.AttachmentIds.Next();
        SimulatedAttachment attachment = new()
        {
            Id = id,
            FileName = fileName,
            MimeType = contentType,
            Content = content,
            CreatedAt = now,
            MediaToken = $"media-{id}-{content.Length}",
        };
        state.Attachments.Add(attachment);
        issue.Attachments.Add(attachment);
        return attachment;
    }

    private SimulatedResponse Add(SiteRequest call)
    {
        if (!call.Request.Headers.TryGetValue("X-Atlassian-Token", out string? check) || check != "no-check")
        {
            return SimulatedResponse.Text(403, "XSRF check failed");
        }

        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        if (call.Request.Files is not { } files || files.Any(static file => file.Field != "file"))
        {
            return ErrorAnswers.Jira(400, "The request is not a multipart request, or a part of it is not named 'file'.");
        }

        JsonArray answer = [];
        foreach (ReceivedFile file in files)
        {
            answer.Add((JsonNode)JiraJson.Of(call, Attach(issue, file.FileName, file.ContentType, file.Content, call.Now)));
        }

        return SimulatedResponse.Json(200, answer);
    }

    private SimulatedResponse Get(SiteRequest call)
    {
        if (Find(call) is not { } attachment)
        {
            return NotFound(call);
        }

        // Only this operation returns the id as a number.
        JsonObject body = JiraJson.Of(call, attachment);
        body["id"] = int.Parse(attachment.Id, CultureInfo.InvariantCulture);
        return SimulatedResponse.Json(200, body);
    }

    private SimulatedResponse Remove(SiteRequest call)
    {
        if (Find(call) is not { } attachment)
        {
            return NotFound(call);
        }

        state.Attachments.Remove(attachment);
        foreach (JiraIssue issue in state.Issues)
        {
            issue.Attachments.Remove(attachment);
        }

        return new SimulatedResponse(204);
    }

    private SimulatedResponse Download(SiteRequest call) =>
        Find(call) is { } attachment ? call.Downloads.Answer(call, attachment, 303) : NotFound(call);

    private SimulatedAttachment? Find(SiteRequest call) => state.Attachments.Find(attachment => attachment.Id == call["id"]);

    private static SimulatedResponse NotFound(SiteRequest call) => ErrorAnswers.Jira(404, $"The attachment with id '{call["id"]}' does not exist");
}
