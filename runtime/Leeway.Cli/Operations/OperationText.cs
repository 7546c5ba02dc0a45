using System.Globalization;
using Leeway.Calls;

namespace Leeway.Cli.Operations;

/// <summary>Describes an operation in text.</summary>
internal static class OperationText
{
    private const int MaxValues = 12;

    public static void Write(OperationFacts operation, string name, TextWriter output)
    {
        OperationEntry entry = operation.Entry;
        output.WriteLine($"{name}  ({entry.Document}, {entry.Tag})");
        WriteIf(output, entry.Summary);
        output.WriteLine($"{entry.Verb} {operation.Descriptor.Server}{entry.Route}");
        WriteMarks(operation, output);
        output.WriteLine();
        output.WriteLine("C#");
        output.WriteLine($"  {operation.Line}");
        WriteIf(output, operation.Enumeration);
        output.WriteLine();
        output.WriteLine("Command");
        output.WriteLine($"  leeway call {name}{string.Concat(operation.Parameters.Where(static p => p.IsRequired).Select(static p => $" {p.Option} {FormatPlaceholder(p)}"))}");
        WriteParameters(operation, output);
        WriteScopes(operation, output);
        WriteLimits(operation, output);
        if (operation.Reference is { } reference)
        {
            output.WriteLine();
            output.WriteLine($"Reference: {reference}");
        }
    }

    /// <summary>Returns what a value looks like, such as <c>NUMBER</c>.</summary>
    public static string FormatPlaceholder(ParameterFacts parameter)
    {
        string item = parameter switch
        {
            { Place: ParameterPlace.Body } => "FILE",
            { Place: ParameterPlace.QueryMap } => "NAME=VALUE",
            _ => parameter.Kind switch
            {
                ValueKind.Boolean => "true|false",
                ValueKind.Int32 or ValueKind.Int64 or ValueKind.NumericId or ValueKind.Double => "NUMBER",
                ValueKind.DateTime => "TIME",
                ValueKind.Date => "DATE",
                ValueKind.Guid => "GUID",
                ValueKind.Json => "JSON",
                ValueKind.File => "FILE",
                _ => parameter.Query ?? "VALUE",
            },
        };
        return parameter.IsList && parameter.Kind is not (ValueKind.File or ValueKind.Json) ? item + ",…" : item;
    }

    private static void WriteMarks(OperationFacts operation, TextWriter output)
    {
        if (operation.Descriptor.IsDeprecated)
        {
            output.WriteLine($"Deprecated.{(operation.Successor is { } successor ? $" Use {successor} instead." : "")}");
        }

        if (operation.Descriptor.IsExperimental)
        {
            output.WriteLine("Experimental: Atlassian may change it without notice.");
        }
    }

    private static void WriteParameters(OperationFacts operation, TextWriter output)
    {
        if (operation.Parameters.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("Arguments");
        string[] heads = [.. operation.Parameters.Select(static p => $"{p.Option} {FormatPlaceholder(p)}")];
        int width = Math.Min(40, heads.Max(static h => h.Length));
        for (int i = 0; i < heads.Length; i++)
        {
            output.WriteLine($"  {heads[i].PadRight(width)}  {string.Join(' ', Describe(operation.Parameters[i]))}".TrimEnd());
        }
    }

    private static IEnumerable<string> Describe(ParameterFacts parameter)
    {
        if (parameter.IsRequired)
        {
            yield return "Required.";
        }

        if (parameter.IsDeprecated)
        {
            yield return "Deprecated.";
        }

        if (parameter.Model is { } model)
        {
            yield return $"JSON of {model}.";
        }

        if (parameter.Summary is { } summary)
        {
            yield return summary;
        }

        if (parameter.Values.Count > 0)
        {
            yield return $"One of {string.Join(", ", parameter.Values.Take(MaxValues))}{(parameter.Values.Count > MaxValues ? ", …" : "")}.";
        }

        if (parameter.Default is { } value)
        {
            yield return $"Default: {value}.";
        }
    }

    private static void WriteScopes(OperationFacts operation, TextWriter output)
    {
        OperationDescriptor descriptor = operation.Descriptor;
        if (descriptor.ClassicScopes.Count + descriptor.GranularScopes.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Scopes");
            WriteIf(output, string.Join(' ', descriptor.ClassicScopes));
            WriteIf(output, string.Join(' ', descriptor.GranularScopes), descriptor.ClassicScopes.Count > 0 ? "or, granular: " : "granular: ");
        }
    }

    private static void WriteLimits(OperationFacts operation, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Limits");
        output.WriteLine($"  {DescribePages(operation)}");
        RepeatRule repeat = operation.Descriptor.Repeat;
        output.WriteLine(repeat.ForbiddenMember is { } member ? $"  A request is repeated after a failure, unless its body has {member}."
            : ReferenceEquals(repeat, RepeatRule.Never) ? $"  A request is not repeated if its outcome is unknown.{(operation.RepeatEffect is { } effect ? $" A second request {effect}." : "")}"
            : "  A request is repeated after a failure.");
    }

    private static string DescribePages(OperationFacts operation)
    {
        if (operation.Pages is not { } pages)
        {
            string bound = operation.MaxItems is { } max ? int.TryParse(max, CultureInfo.InvariantCulture, out int number) ? $" with at most {number} items" : $" with as many items as --{max} says" : "";
            return (operation.Response, bound) switch
            {
                (_, { Length: > 0 }) => $"One response{bound}.{(operation.AllItems is { } all ? $" To read all items, use {all}." : "")}",
                (ResponseKind.Bytes, _) => "The response is a file. Use --output FILE.",
                (ResponseKind.Nothing, _) => "The response has no value.",
                _ => "One response, without pages.",
            };
        }

        string size = pages.Window is { } window
            ? $" A page covers {window.Facts.Usual} positions by default{(window.Facts.Largest is { } largest ? $", and {largest} at most" : "")}{(window.Facts.Bound is { } end ? $"; the server searches only the first {end}" : "")}."
            : "";
        return $"The response is a page. --all follows the pages by {(pages.BodyMember is { } member ? $"'{member}' of the body" : "--" + pages.Parameter)}.{size}";
    }

    private static void WriteIf(TextWriter output, string? text, string before = "")
    {
        if (!string.IsNullOrEmpty(text))
        {
            output.WriteLine($"  {before}{text}");
        }
    }
}
