using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>What an interface and its client have to write alike.</summary>
internal static class MethodSignature
{
    private const string Task = "global::System.Threading.Tasks.Task";

    public const string CancellationToken = "global::System.Threading.CancellationToken";

    /// <summary>The type that a method returns.</summary>
    public static string Result(OperationShape operation) => operation.Response.Kind == TypeKind.Nothing
        ? Task
        : Task + "<" + CSharpTypeName.Of(operation.Response) + (IsResultNullable(operation) ? "?" : "") + ">";

    /// <summary>Whether a success may come without the value, so that the method returns null.</summary>
    /// <remarks>Bytes and text that do not come are empty.</remarks>
    public static bool IsResultNullable(OperationShape operation) => operation.IsResponseOptional
        && operation.Response.Kind is not (TypeKind.Nothing or TypeKind.Download or TypeKind.String);

    /// <summary>A parameter's type, with the question mark of an optional one.</summary>
    public static string TypeOf(ParameterShape parameter)
    {
        // Of the dictionary interfaces, Refit knows only this one for a query.
        string type = parameter.Place == ParameterPlace.QueryMap
            ? "global::System.Collections.Generic.IDictionary<string, string>"
            : CSharpTypeName.Of(parameter.Type);
        return parameter.IsRequired ? type : type + "?";
    }

    /// <summary>A name that no parameter of the method has.</summary>
    public static string Distinct(string name, OperationShape operation)
    {
        while (operation.Parameters.Any(p => p.Name == name))
        {
            name += "_";
        }

        return name;
    }
}
