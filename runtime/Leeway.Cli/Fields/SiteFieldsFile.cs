using System.Globalization;
using System.Text;
using Leeway.Generator;
using Leeway.Generator.Fields.Reading;
using Leeway.Generator.Reading;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Fields;

/// <summary>Reads and writes a file of fields. Each field and each option has a line, so that one change is one changed line.</summary>
internal static class SiteFieldsFile
{
    /// <exception cref="InputException">The file cannot be read, or is not a file of fields.</exception>
    public static SiteFields Read(string path)
    {
        SourceText text = SourceText.From(InputFile.ReadText(path));
        SiteFieldsResult result = SiteFieldsReader.Read(new DocumentText(path, text), CancellationToken.None);
        return result.Fields ?? throw new InputException(
            $"Cannot read '{path}' at line {result.Diagnostics[0].Position.Line + 1}: {result.Diagnostics[0].ToDiagnostic().GetMessage(CultureInfo.InvariantCulture)}");
    }

    public static byte[] Write(SiteFields site)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"version\": {SiteFields.Version},\n  \"site\": {Quote(site.Site)},\n  \"fields\": [");
        string separator = "\n";
        foreach (SiteField field in site.Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{separator}    {{\"id\": {Quote(field.Id)}{Format("key", field.Key)}, \"name\": {Quote(field.Name)}, \"schema\": {{\"type\": {Quote(field.Schema.Type)}{Format("items", field.Schema.Items)}{Format("custom", field.Schema.Custom)}");
            if (field.Schema.CustomId is { } number)
            {
                text.Append(CultureInfo.InvariantCulture, $", \"customId\": {number}");
            }

            text.Append('}');
            if (field.Options is { } options)
            {
                Write("options", options, 6, text);
            }

            text.Append('}');
            separator = ",\n";
        }

        text.Append(site.Fields.IsEmpty ? "]\n}\n" : "\n  ]\n}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(string member, EquatableArray<SiteFieldOption> options, int indentation, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $", \"{member}\": [");
        string separator = "\n";
        foreach (SiteFieldOption option in options)
        {
            text.Append(separator).Append(' ', indentation);
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\": {Quote(option.Id)}, \"value\": {Quote(option.Value)}");
            text.Append(option.IsDisabled ? ", \"disabled\": true" : "");
            if (!option.Children.IsEmpty)
            {
                Write("children", option.Children, indentation + 2, text);
            }

            text.Append('}');
            separator = ",\n";
        }

        if (!options.IsEmpty)
        {
            text.Append('\n').Append(' ', indentation - 2);
        }

        text.Append(']');
    }

    private static string Format(string member, string? value) => value is null ? "" : $", \"{member}\": {Quote(value)}";

    private static string Quote(string text) => JsonLines.WriteString(text);
}
