using System.Globalization;
using System.Text;
using Leeway.Generator.Shaping;

namespace Leeway.OperationTables;

/// <summary>The table of a document: one JSON object a line for each operation, and one line of the index that says where it is.</summary>
internal sealed class DocumentTable(string document, ClientShape client)
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Returns the table, and adds its lines to the index.</summary>
    public byte[] Write(StringBuilder index)
    {
        using MemoryStream table = new();
        OperationWriter writer = new(client);
        foreach (InterfaceShape tag in client.Interfaces)
        {
            foreach (OperationShape operation in tag.Operations)
            {
                byte[] facts = writer.Write(tag, operation);
                string[] columns =
                [
                    operation.Id,
                    document,
                    tag.PropertyName,
                    tag.Tag,
                    operation.Verb,
                    operation.Route,
                    operation.MethodName,
                    operation.IsDeprecated ? "deprecated" : operation.IsExperimental ? "experimental" : "",
                    table.Position.ToString(CultureInfo.InvariantCulture),
                    facts.Length.ToString(CultureInfo.InvariantCulture),
                    operation.Summary ?? "",
                ];
                index.AppendJoin('\t', columns.Select(static column => column.Replace('\t', ' ').ReplaceLineEndings(" "))).Append('\n');
                table.Write(facts);
                table.WriteByte(LineFeed);
            }
        }

        return table.ToArray();
    }
}
