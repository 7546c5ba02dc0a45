using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Leeway.Telemetry;

namespace Leeway.Json;

/// <summary>Counts, or refuses, where answers depart from their document.</summary>
/// <remarks>
/// Tags are a type's name, or an operation's id, and a member's name in the document. The name of an unknown member is data, and may be a
/// user's, so it stands in no tag and no exception.
/// </remarks>
internal static class JsonDrift
{
    private static readonly Counter<long> s_drift = LeewayTelemetry.Meter.CreateCounter<long>(
        "leeway.json.drift",
        "{member}",
        "Members of answers that depart from the document.");

    /// <summary>Reports a member, or with none an unknown one.</summary>
    /// <exception cref="JsonException">The options refuse this kind.</exception>
    public static void Report(JsonModelOptions options, JsonDrifts drift, JsonModel? model, int member = -1)
    {
        bool isRefused = (options.Refused & drift) != 0;
        if (!isRefused && !s_drift.Enabled)
        {
            return;
        }

        string type = model?.TypeName() ?? "";
        string name = member < 0 || model is null ? "" : model.NameTable[member];
        Count(drift, type, name);

        if (isRefused)
        {
            throw new JsonException(drift == JsonDrifts.UnknownMember
                ? $"The document knows no such member of {type}, and strict reading was asked for."
                : $"{(model is null ? "The value" : $"The member '{name}' of {type}")}, or an element of it, departs from the document ({KindOf(drift)}), and strict reading was asked for.");
        }
    }

    /// <summary>Reports a success status that the document does not declare.</summary>
    /// <exception cref="JsonException">The options refuse it.</exception>
    public static void ReportStatus(JsonModelOptions options, string operationId, int status)
    {
        Count(JsonDrifts.UndeclaredStatus, operationId, "");
        if ((options.Refused & JsonDrifts.UndeclaredStatus) != 0)
        {
            throw new JsonException(string.Create(
                CultureInfo.InvariantCulture, $"The document does not declare the status {status} for {operationId}, and strict reading was asked for."));
        }
    }

    private static void Count(JsonDrifts drift, string type, string member)
    {
        if (s_drift.Enabled)
        {
            s_drift.Add(
                1,
                new KeyValuePair<string, object?>("leeway.json.drift.kind", KindOf(drift)),
                new KeyValuePair<string, object?>("leeway.json.type", type),
                new KeyValuePair<string, object?>("leeway.json.member", member));
        }
    }

    private static string KindOf(JsonDrifts drift) => drift switch
    {
        JsonDrifts.UnknownMember => "unknown_member",
        JsonDrifts.Conversion => "conversion",
        JsonDrifts.UndeclaredStatus => "undeclared_status",
        _ => "wrong_shape",
    };
}
