using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Splits a route into constant parts and parameters.</summary>
internal static class RouteTemplate
{
    /// <summary>Returns the pieces in order. Adjacent literals are combined.</summary>
    public static List<RoutePiece> Split(OperationShape operation)
    {
        var pieces = new List<RoutePiece>();

        // Two slashes at the start would introduce a host name.
        string route = "/" + operation.Route.TrimStart('/');
        int start = 0;
        while (start < route.Length)
        {
            int open = route.IndexOf('{', start);
            int close = open < 0 ? -1 : route.IndexOf('}', open);
            ParameterShape? parameter = close < 0
                ? null
                : operation.Parameters.FirstOrDefault(p =>
                    p.Place == ParameterPlace.Path && string.CompareOrdinal(p.WireName, 0, route, open + 1, close - open - 1) == 0
                    && p.WireName.Length == close - open - 1);
            if (parameter is not null)
            {
                AddLiteral(pieces, route.Substring(start, open - start));
                pieces.Add(new RoutePiece("", parameter));
                start = close + 1;
            }
            else
            {
                // A brace without a parameter is an ordinary character.
                int end = open < 0 ? route.Length : open + 1;
                AddLiteral(pieces, route.Substring(start, end - start));
                start = end;
            }
        }

        return pieces;
    }

    private static void AddLiteral(List<RoutePiece> pieces, string text)
    {
        string literal = WireText.EncodePath(text);
        if (literal.Length == 0)
        {
            return;
        }

        if (pieces.Count > 0 && pieces[pieces.Count - 1].Parameter is null)
        {
            literal = pieces[pieces.Count - 1].Literal + literal;
            pieces.RemoveAt(pieces.Count - 1);
        }

        pieces.Add(new RoutePiece(literal, null));
    }
}

/// <summary>A part of a route: constant text that is encoded for a path, or a parameter.</summary>
internal readonly record struct RoutePiece(string Literal, ParameterShape? Parameter);
