/** The part of railroad-diagrams 1.0.0 that the diagrams use. */
declare module 'railroad-diagrams' {
  export interface Node {
    readonly attrs: Record<string, string>;
    toString(): string;
  }
  export function Diagram(...items: Node[]): { format(padding: number): Node };
  export function Sequence(...items: Node[]): Node;
  export function Choice(normal: number, ...items: Node[]): Node;
  export function Optional(item: Node): Node;
  export function OneOrMore(item: Node, separator?: Node): Node;
  export function ZeroOrMore(item: Node): Node;
  export function Terminal(text: string): Node;
  export function NonTerminal(text: string): Node;
  export function Comment(text: string): Node;
}
