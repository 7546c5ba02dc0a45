using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>
/// Writes the attributes that the interfaces carry, for a project that does not reference Refit. They have the names and
/// the parameters of Refit's own, so that nothing else changes when Refit is added.
/// </summary>
internal static class RefitAttributesEmitter
{
    /// <summary>
    /// Nothing reads these attributes, so the condition, which is never met, keeps the compiler from writing their uses
    /// into the assembly.
    /// </summary>
    private const string Condition = "[global::System.Diagnostics.Conditional(\"REFIT_IS_REFERENCED\")]";

    private static readonly string[] s_verbs = ["Get", "Put", "Post", "Delete", "Head", "Options", "Patch"];

    public static SourceText Emit()
    {
        SourceWriter writer = GeneratedFile.Begin();
        writer.Line("namespace Refit").Open();
        foreach (string verb in s_verbs)
        {
            Emit(writer, verb, "Method", "(string path)");
        }

        Emit(writer, "Headers", "Interface | global::System.AttributeTargets.Method", "(params string[] headers)");
        Emit(writer, "Multipart", "Method", "");
        Emit(writer, "AliasAs", "Parameter", "(string name)");
        Emit(writer, "Header", "Parameter", "(string header)");
        Emit(writer, "Query", "Parameter", "(CollectionFormat collectionFormat = CollectionFormat.RefitParameterFormatter)");
        Emit(writer, "Body", "Parameter", "(BodySerializationMethod serializationMethod = BodySerializationMethod.Default)");
        writer.Line("internal enum CollectionFormat { RefitParameterFormatter = 0, Csv = 1, Multi = 5 }");
        writer.Line("internal enum BodySerializationMethod { Default = 0, Serialized = 3 }");
        return writer.Close().ToSourceText();
    }

    private static void Emit(SourceWriter writer, string name, string targets, string parameters)
    {
        writer.Line(Condition);
        writer.Line("[global::System.AttributeUsage(global::System.AttributeTargets." + targets + ")]");
        writer.Line("internal sealed class " + name + "Attribute : global::System.Attribute").Open();
        writer.Line("public " + name + "Attribute" + (parameters.Length == 0 ? "()" : parameters) + " { }").Close();
    }
}
