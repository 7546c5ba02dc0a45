using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Formats the parts of a method that its interface, its client and its enumerator have in common.</summary>
internal static class MethodSignature
{
    private const string Task = "global::System.Threading.Tasks.Task";

    public const string CancellationToken = "global::System.Threading.CancellationToken";

    /// <summary>Returns the return type of a method.</summary>
    public static string FormatResult(OperationShape operation) => operation.Response.Kind == TypeKind.Nothing
        ? Task
        : Task + "<" + CSharpTypeName.Format(operation.Response) + (IsResultNullable(operation) ? "?" : "") + ">";

    /// <summary>Whether a success may have no value, so that the method returns null.</summary>
    /// <remarks>Missing bytes and missing text are returned as empty, not as null.</remarks>
    public static bool IsResultNullable(OperationShape operation) => operation.IsResponseOptional
        && operation.Response.Kind is not (TypeKind.Nothing or TypeKind.Download or TypeKind.String);

    /// <summary>Returns a parameter's type, with a question mark if it is optional.</summary>
    public static string FormatType(ParameterShape parameter)
    {
        // This is the only dictionary interface that Refit supports for a query.
        string type = parameter.Place == ParameterPlace.QueryMap
            ? "global::System.Collections.Generic.IDictionary<string, string>"
            : CSharpTypeName.Format(parameter.Type);
        return parameter.IsRequired ? type : type + "?";
    }

    /// <summary>Returns the declaration of a parameter: its type and its name.</summary>
    public static string FormatParameter(ParameterShape parameter) => FormatType(parameter) + " " + CSharpText.EscapeVariable(parameter.Name);

    /// <summary>Returns the declaration of a parameter that callers need not pass if it is optional.</summary>
    public static string FormatOptionalParameter(ParameterShape parameter) => FormatParameter(parameter) + (parameter.IsRequired ? "" : " = null");

    /// <summary>Returns a parameter of an overload with typed queries as an argument of the method whose queries are strings.</summary>
    public static string FormatTextArgument(ParameterShape parameter) =>
        (parameter.Language == QueryLanguage.None ? "" : "(string)") + CSharpText.EscapeVariable(parameter.Name);

    /// <summary>Returns a name that no parameter of the method has.</summary>
    public static string MakeUnique(string name, OperationShape operation)
    {
        while (HasParameter(operation, name))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>Whether a parameter of the method has a name.</summary>
    public static bool HasParameter(OperationShape operation, string name)
    {
        foreach (ParameterShape parameter in operation.Parameters)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
