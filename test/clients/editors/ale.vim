" Works through hello.msg.yaml with ALE and writes what came of it.
set nocompatible hidden
filetype plugin on
let g:ale_set_signs = 0
let g:ale_echo_cursor = 0
let g:ale_lint_delay = 0
let g:ale_hover_cursor = 0
exe 'source' $CONFIG

let s:result = {}

function! s:WaitFor(what, fits) abort
  let l:start = reltime()
  while !a:fits()
    if reltimefloat(reltime(l:start)) > 20
      throw 'waited in vain for ' . a:what
    endif
    sleep 20m
  endwhile
endfunction

function! s:Findings() abort
  return map(deepcopy(ale#engine#GetLoclist(bufnr(''))), {_, each -> {'code': get(each, 'code', ''), 'line': each.lnum, 'column': each.col}})
endfunction

try
  exe 'edit' $FILE
  let s:result.filetype = &filetype
  call ale#Queue(0)
  call s:WaitFor('diagnostics', {-> !empty(s:Findings())})
  let s:result.diagnostics = s:Findings()

  " ALE shows completions in insert mode only, which a script without a terminal cannot enter: it asks this function
  call ale#util#Mode()
  function! ale#util#Mode(...) abort
    return 'i'
  endfunction
  call cursor(6, 21)
  let s:labels = []
  call ale#completion#GetCompletions('ale-callback', {'callback': {items -> extend(s:labels, items)}})
  call s:WaitFor('completion', {-> !empty(s:labels)})
  let s:result.labels = map(copy(s:labels), {_, each -> each.word})

  call cursor(5, 9)
  let g:ale_hover_to_preview = 1
  ALEHover
  call s:WaitFor('hover', {-> bufnr('ALEPreviewWindow') >= 0})
  let s:result.hover = join(getbufline('ALEPreviewWindow', 1, '$'), "\n")
  pclose

  call setline(6, '    text: Hi {{first_name}}!')
  call ale#Queue(0)
  call s:WaitFor('no diagnostics', {-> empty(s:Findings())})
  let s:result.mended = 1
catch
  let s:result.problem = v:exception . ' at ' . v:throwpoint
endtry
call writefile(['RESULT ' . json_encode(s:result)], $RESULT)
qall!
