using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Leeway.Telemetry;

namespace Leeway.Json;

/// <summary>Counts, and optionally refuses, differences between responses and their document.</summary>
/// <remarks>
/// The tags are the name of a type or the id of an operation, and the name of a member in the document. The name of an unknown member is
/// data that may belong to a user, so it is not in any tag or exception.
/// </remarks>
internal static class JsonDrift
{
    private static readonly Counter<long> s_drift = LeewayTelemetry.Meter.CreateCounter<long>(
        "leeway.json.drift",
        "{member}",
        "The number of members of responses that differ from the document.");

    /// <summary>Reports a member; -1 means an unknown one.</summary>
    /// <exception cref="JsonException">The options refuse this kind of difference.</exception>
    public static void Report(JsonModelOptions options, JsonDrifts drift, JsonModel? model, int member = -1)
    {
        bool isRefused = (options.Refused & drift) != 0;
        if (!isRefused && !s_drift.Enabled)
        {
            return;
        }

        string type = model?.GetTypeName() ?? "";
        string name = member < 0 || model is null ? "" : model.NameTable[member];
        Count(drift, type, name);

        if (isRefused)
        {
            throw drift == JsonDrifts.UnknownMember
                ? new JsonException($"{type} has a member that the document does not declare, and the options refuse that (JsonModelOptions.Refused).")
                : CreateRefusal(model is null ? "The value" : $"The member '{name}' of {type}", drift);
        }
    }

    /// <summary>Reports a member that is not in a model.</summary>
    /// <param name="options">How to read.</param>
    /// <param name="fit">How well the value fits its type.</param>
    /// <param name="type">The name of the type that has the member.</param>
    /// <param name="name">The name of the member.</param>
    /// <exception cref="JsonException">The options refuse a difference of the value.</exception>
    public static void Report(JsonModelOptions options, JsonFit fit, string type, string name)
    {
        JsonDrifts drifts = GetDrifts(fit);
        foreach (JsonDrifts drift in (ReadOnlySpan<JsonDrifts>)[JsonDrifts.Conversion, JsonDrifts.WrongShape])
        {
            if ((drifts & drift) != 0)
            {
                Count(drift, type, name);
                if ((options.Refused & drift) != 0)
                {
                    throw CreateRefusal($"The member '{name}' of {type}", drift);
                }
            }
        }
    }

    /// <summary>Returns the differences from the document that a fit means.</summary>
    public static JsonDrifts GetDrifts(JsonFit fit) =>
        ((fit & (JsonFit.Converted | JsonFit.ElementConverted)) != 0 ? JsonDrifts.Conversion : JsonDrifts.None)
        | ((fit & (JsonFit.WrongShape | JsonFit.ElementWrongShape)) != 0 ? JsonDrifts.WrongShape : JsonDrifts.None);

    /// <summary>Reports a success status that the document does not declare.</summary>
    /// <exception cref="JsonException">The options refuse it.</exception>
    public static void ReportStatus(JsonModelOptions options, string operationId, int status)
    {
        Count(JsonDrifts.UndeclaredStatus, operationId, "");
        if ((options.Refused & JsonDrifts.UndeclaredStatus) != 0)
        {
            throw new JsonException(string.Create(
                CultureInfo.InvariantCulture, $"The document does not declare the status {status} for {operationId}, and the options refuse that (JsonModelOptions.Refused)."));
        }
    }

    private static void Count(JsonDrifts drift, string type, string member)
    {
        if (s_drift.Enabled)
        {
            s_drift.Add(
                1,
                new KeyValuePair<string, object?>("leeway.json.drift.kind", NameKind(drift)),
                new KeyValuePair<string, object?>("leeway.json.type", type),
                new KeyValuePair<string, object?>("leeway.json.member", member));
        }
    }

    private static JsonException CreateRefusal(string subject, JsonDrifts drift) => new(
        $"{subject}, or an element of it, differs from the document ({NameKind(drift)}), and the options refuse that (JsonModelOptions.Refused).");

    private static string NameKind(JsonDrifts drift) => drift switch
    {
        JsonDrifts.UnknownMember => "unknown_member",
        JsonDrifts.Conversion => "conversion",
        JsonDrifts.UndeclaredStatus => "undeclared_status",
        _ => "wrong_shape",
    };
}
