using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Creates the names by which Refit binds the parameters of a method.</summary>
/// <remarks>
/// Refit replaces a placeholder in the route with the parameter of the same name. It ignores case and the other attributes of the parameter,
/// and reads a dot in a placeholder as a property of the parameter. If the name in the document would bind to the wrong parameter, the
/// placeholder has another name, which is not sent.
/// </remarks>
internal static class RefitNames
{
    /// <summary>Names the placeholders of path parameters, by the name of the parameter.</summary>
    public static Dictionary<string, string> NamePlaceholders(OperationShape operation)
    {
        var taken = new HashSet<string>(
            operation.Parameters.Where(static p => p.Place != ParameterPlace.Path).Select(static p => p.WireName),
            StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>();
        foreach (ParameterShape parameter in operation.Parameters.Where(static p => p.Place == ParameterPlace.Path))
        {
            string name = parameter.WireName.All(IsPlain) && parameter.WireName.Length > 0 ? parameter.WireName : parameter.Name;
            while (!taken.Add(name))
            {
                name += "InPath";
            }

            names.Add(parameter.Name, name);
        }

        return names;
    }

    /// <summary>Returns the route for Refit's attribute.</summary>
    public static string FormatRoute(OperationShape operation, Dictionary<string, string> placeholders)
    {
        var route = new StringBuilder();
        foreach (RoutePiece piece in RouteTemplate.Split(operation))
        {
            if (piece.Parameter is { } parameter)
            {
                route.Append('{').Append(placeholders[parameter.Name]).Append('}');
            }
            else
            {
                route.Append(piece.Literal);
            }
        }

        return route.ToString();
    }

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
